/**
 * The GraphQL API and its worker: system of record of organizations, people, projects, documents
 * and jobs. How to read it: {@link foundry.api.Main} is the table of contents; a package is a
 * feature, with its SDL beside it in the resources; {@code graphql} is the engine room; only {@code
 * database} talks to PostgreSQL.
 */
@NullMarked
package foundry.api;

import org.jspecify.annotations.NullMarked;
