/**
 * Keys with which an organization's own programs call: made once, shown once, kept as a hash,
 * revoked on every replica at once.
 */
@NullMarked
package foundry.ai.key;

import org.jspecify.annotations.NullMarked;
