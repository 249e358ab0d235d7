/** What a document may ask for at most. */
@NullMarked
package foundry.api.graphql.limits;

import org.jspecify.annotations.NullMarked;
