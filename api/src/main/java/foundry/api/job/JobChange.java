package foundry.api.job;

import java.util.UUID;

/** A job after somebody changed it, with the event that says so. */
record JobChange(Job job, UUID auditEvent) {}
