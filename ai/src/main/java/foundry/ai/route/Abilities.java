package foundry.ai.route;

/** What is to be known of a model before it is asked, by the id that callers use. */
public interface Abilities {
  /** Whether it goes on from the beginning of an answer. */
  boolean prefills(String id);

  /** Whether it can hold a schema while it writes, as far as anybody knows. */
  boolean holdsSchema(String id);

  /** Whether it takes no word on how it draws its own, and refuses the call that has one. */
  boolean drawsByItself(String id);
}
