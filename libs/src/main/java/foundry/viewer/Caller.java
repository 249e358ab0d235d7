package foundry.viewer;

import java.util.Optional;

/**
 * On whose behalf a call is made, as the internal token or an organization's API key carries it.
 *
 * @param key the API key it came with, if it came with one
 */
public record Caller(
    OrgId org, UserId user, Optional<ProjectId> project, String requestId, Optional<KeyId> key) {
  /** Somebody who came with an internal token. */
  public Caller(OrgId org, UserId user, Optional<ProjectId> project, String requestId) {
    this(org, user, project, requestId, Optional.empty());
  }
}
