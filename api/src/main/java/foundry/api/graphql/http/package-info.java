/** GraphQL over HTTP: what is asked and how it is answered, status by status. */
@NullMarked
package foundry.api.graphql.http;

import org.jspecify.annotations.NullMarked;
