package foundry.api.graphql;

/** A part of the schema and what its fields answer. */
public interface Feature {
  void describe(Wiring wiring);
}
