/**
 * The GraphQL engine room; knows no feature. A feature describes its fields to {@link
 * foundry.api.graphql.Wiring}; {@link foundry.api.graphql.Documents} compiles what may be run
 * ({@code plan}); {@link foundry.api.graphql.Engine} runs it, each query in one read-only
 * transaction and each root field of a mutation in one of its own.
 */
@NullMarked
package foundry.api.graphql;

import org.jspecify.annotations.NullMarked;
