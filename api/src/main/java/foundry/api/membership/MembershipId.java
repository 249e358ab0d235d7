package foundry.api.membership;

import java.util.UUID;

/** Identifies one membership. */
public record MembershipId(UUID value) {}
