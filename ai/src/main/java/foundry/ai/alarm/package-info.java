/** Timeouts: what happens later unless it is called off, as nearly all are. */
@NullMarked
package foundry.ai.alarm;

import org.jspecify.annotations.NullMarked;
