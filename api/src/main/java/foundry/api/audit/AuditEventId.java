package foundry.api.audit;

import java.util.UUID;

/** Identifies one audit event. */
public record AuditEventId(UUID value) {}
