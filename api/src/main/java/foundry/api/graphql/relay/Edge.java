package foundry.api.graphql.relay;

/** A node's place in a list. */
public record Edge(String cursor, Node node) {}
