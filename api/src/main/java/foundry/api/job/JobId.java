package foundry.api.job;

import java.util.UUID;

/** Identifies one job. */
public record JobId(UUID value) {}
