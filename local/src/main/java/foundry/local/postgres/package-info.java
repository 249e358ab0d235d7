/**
 * A real PostgreSQL server as a part of the product: its programs unpacked once, its cluster made
 * once, durable, reachable from this machine with a password only. Knows nothing of schemas.
 */
@NullMarked
package foundry.local.postgres;

import org.jspecify.annotations.NullMarked;
