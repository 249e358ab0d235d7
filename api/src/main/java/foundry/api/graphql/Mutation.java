package foundry.api.graphql;

import foundry.api.database.Writes;

/** One root field of mutations, run in a transaction of its own. */
@FunctionalInterface
public interface Mutation<P> {
  /**
   * @param input the fields of the mutation's input object
   */
  Outcome<P> run(Writes writes, Call input);
}
