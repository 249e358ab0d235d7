/** The trail of what was done, by whom; written by {@link foundry.api.database.Writes#audit}. */
@NullMarked
package foundry.api.audit;

import org.jspecify.annotations.NullMarked;
