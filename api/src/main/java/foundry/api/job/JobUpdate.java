package foundry.api.job;

import java.util.UUID;

/**
 * A change of a job.
 *
 * @param delta text to append
 * @param offset length of the answer's text with it, in UTF-16 units
 */
record JobUpdate(UUID job, String delta, int offset) {}
