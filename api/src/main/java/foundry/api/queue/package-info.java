/**
 * Hands out work that was queued in PostgreSQL: at least once, a bounded number at a time in each
 * lane, again after a pause if it failed, to another worker if this one dies. Knows no jobs.
 */
@NullMarked
package foundry.api.queue;

import org.jspecify.annotations.NullMarked;
