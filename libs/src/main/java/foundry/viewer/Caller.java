package foundry.viewer;

import java.util.Optional;

/** On whose behalf one service calls another, as the internal token carries it. */
public record Caller(OrgId org, UserId user, Optional<ProjectId> project, String requestId) {}
