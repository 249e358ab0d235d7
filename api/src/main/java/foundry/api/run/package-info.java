/**
 * The state of a job while it runs. Every write holds only as long as the job is RUNNING in the
 * attempt that this worker began, so a cancel is never overwritten and two workers never write one
 * job.
 */
@NullMarked
package foundry.api.run;

import org.jspecify.annotations.NullMarked;
