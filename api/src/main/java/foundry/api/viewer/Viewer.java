package foundry.api.viewer;

import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who is asking. Made once per request or job and passed on as an argument; there is no ambient
 * viewer.
 */
public sealed interface Viewer {
  /** Found again in logs, errors and the audit trail. */
  String requestId();

  /** Organizations whose things the viewer may see. */
  Set<OrgId> readable();

  /** Organizations whose things the viewer may change. */
  Set<OrgId> editable();

  /** Organizations whose people the viewer manages. */
  Set<OrgId> administrable();

  /** Organizations that are the viewer's own. */
  Set<OrgId> owned();

  /** The role held in the organization; nothing for the product, and for who does not belong. */
  default Optional<Role> roleIn(OrgId org) {
    return Optional.empty();
  }

  /** The person, unless the product itself is at work. */
  Optional<UserId> user();

  /** A signed-in person with the roles they hold now; suspended memberships are not among them. */
  record Person(UserId id, Map<OrgId, Role> roles, String requestId) implements Viewer {
    public Person {
      roles = Map.copyOf(roles);
    }

    @Override
    public Set<OrgId> readable() {
      return roles.keySet();
    }

    @Override
    public Set<OrgId> editable() {
      return where(Role::mayEdit);
    }

    @Override
    public Set<OrgId> administrable() {
      return where(Role::mayAdminister);
    }

    @Override
    public Set<OrgId> owned() {
      return where(role -> role == Role.OWNER);
    }

    @Override
    public Optional<Role> roleIn(OrgId org) {
      return Optional.ofNullable(roles.get(org));
    }

    private Set<OrgId> where(Predicate<Role> allows) {
      return roles.entrySet().stream()
          .filter(membership -> allows.test(membership.getValue()))
          .map(Map.Entry::getKey)
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<UserId> user() {
      return Optional.of(id);
    }
  }

  /** The product itself at work inside one organization; {@code reason} says why, for the logs. */
  record Product(OrgId org, String reason, String requestId) implements Viewer {
    @Override
    public Set<OrgId> readable() {
      return Set.of(org);
    }

    @Override
    public Set<OrgId> editable() {
      return Set.of(org);
    }

    @Override
    public Set<OrgId> administrable() {
      return Set.of(org);
    }

    @Override
    public Set<OrgId> owned() {
      return Set.of();
    }

    @Override
    public Optional<UserId> user() {
      return Optional.empty();
    }
  }
}
