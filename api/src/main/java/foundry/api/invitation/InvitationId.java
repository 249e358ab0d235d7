package foundry.api.invitation;

import java.util.UUID;

/** Identifies one invitation. */
public record InvitationId(UUID value) {}
