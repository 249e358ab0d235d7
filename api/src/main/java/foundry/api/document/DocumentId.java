package foundry.api.document;

import java.util.UUID;

/** Identifies one document. */
public record DocumentId(UUID value) {}
