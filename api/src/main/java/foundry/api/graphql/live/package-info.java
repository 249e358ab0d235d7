/**
 * Subscriptions. A stream waits on notifications of the database, reads under its viewer what has
 * become of its topic, and sends that; so it works whichever replica does the job, and what a
 * viewer may not see any more is not sent.
 */
@NullMarked
package foundry.api.graphql.live;

import org.jspecify.annotations.NullMarked;
