/** The client of the ai service. What may go wrong is answered as sealed results, never thrown. */
@NullMarked
package foundry.api.aiclient;

import org.jspecify.annotations.NullMarked;
