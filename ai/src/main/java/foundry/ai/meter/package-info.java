/** What every call used: one record a call, however it ended. */
@NullMarked
package foundry.ai.meter;

import org.jspecify.annotations.NullMarked;
