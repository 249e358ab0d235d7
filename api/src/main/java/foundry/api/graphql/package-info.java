/**
 * The GraphQL engine room; knows no feature. A feature describes its fields to {@link
 * foundry.api.graphql.Wiring}; {@link foundry.api.graphql.Engine} runs documents, each query in one
 * read-only transaction and each root field of a mutation in one of its own; {@link
 * foundry.api.graphql.Request} is what one execution knows.
 */
@NullMarked
package foundry.api.graphql;

import org.jspecify.annotations.NullMarked;
