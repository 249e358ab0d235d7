package foundry.api.job;

import java.util.UUID;

/** A job that somebody made or changed, and the event that says so. */
record JobChange(UUID job, UUID auditEvent) {}
