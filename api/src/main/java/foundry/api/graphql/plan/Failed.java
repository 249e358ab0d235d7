package foundry.api.graphql.plan;

/** Stands where a value would be if working it out had not failed. */
record Failed(RuntimeException cause) {}
