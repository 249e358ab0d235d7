/**
 * Keys of an organization's own programs, as people make and revoke them. The AI service checks
 * them; a queued task tells it of each.
 */
@NullMarked
package foundry.api.apikey;

import org.jspecify.annotations.NullMarked;
