/** Relay's two promises, for any table: nodes found again by id, and lists in pages that keep. */
@NullMarked
package foundry.api.graphql.relay;

import org.jspecify.annotations.NullMarked;
