/**
 * Takes work from the queue and runs it: at least once, a bounded number at a time, never two
 * writers of one job.
 */
@NullMarked
package foundry.api.worker;

import org.jspecify.annotations.NullMarked;
