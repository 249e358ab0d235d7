package foundry.api.graphql.plan;

/** A name in the reply, and whether it is there. */
interface Member {
  /** {@code "name":} as it is written. */
  Ascii key();

  Included included();
}
