package foundry.api.database;

import foundry.api.Limits;
import foundry.api.viewer.Role;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The roles that people held when they were last asked for. A guess to save time with, never what
 * anything is allowed by: {@link Entry} has each use of it confirmed.
 */
final class LastRoles {
  private final Map<UserId, Map<OrgId, Role>> byPerson = new ConcurrentHashMap<>();

  Optional<Map<OrgId, Role>> get(UserId person) {
    return Optional.ofNullable(byPerson.get(person));
  }

  void put(UserId person, Map<OrgId, Role> roles) {
    if (byPerson.size() >= Limits.TOKENS_CACHED_MAX) byPerson.clear();
    byPerson.put(person, Map.copyOf(roles));
  }
}
