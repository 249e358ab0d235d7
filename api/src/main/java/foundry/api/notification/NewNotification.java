package foundry.api.notification;

import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.NOTIFICATION;

import foundry.api.database.Writes;
import foundry.api.organization.Organization;
import foundry.api.tables.enums.NotificationKind;
import foundry.api.viewer.Role;
import foundry.viewer.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;

/** Something to tell one person of an organization; both nets let admins and the product tell. */
public record NewNotification(
    UserId user, NotificationKind kind, Writes.Subject subject, Optional<Role> role) {

  public static NewNotification roleChanged(UserId user, Writes.Subject membership, Role role) {
    return new NewNotification(user, NotificationKind.ROLE_CHANGED, membership, Optional.of(role));
  }

  /** Put while the person still belongs. */
  public static NewNotification removed(UserId user, Organization organization) {
    var subject = new Writes.Subject("organization", organization.uuid(), organization.name());
    return new NewNotification(user, NotificationKind.REMOVED, subject, Optional.empty());
  }

  /**
   * @param job named as its owner would know it again: by document or question
   */
  public static NewNotification jobFailed(UserId owner, Writes.Subject job) {
    return new NewNotification(owner, NotificationKind.JOB_FAILED, job, Optional.empty());
  }

  /** Tells the person, if they belong to the organization; who has left it hears no more of it. */
  public void put(Writes writes, Organization organization) {
    var belongs =
        MEMBERSHIP.ORG_ID.eq(organization.uuid()).and(MEMBERSHIP.USER_ID.eq(user.value()));
    if (writes.count(MEMBERSHIP, belongs) == 0) return;
    var values = new HashMap<Field<?>, Object>();
    values.put(NOTIFICATION.ORG_NAME, organization.name());
    values.put(NOTIFICATION.USER_ID, user.value());
    values.put(NOTIFICATION.KIND, kind);
    values.putAll(
        Map.of(
            NOTIFICATION.SUBJECT_TYPE, subject.type(),
            NOTIFICATION.SUBJECT_ID, subject.id(),
            NOTIFICATION.SUBJECT_NAME, subject.name()));
    role.map(given -> foundry.api.tables.enums.Role.valueOf(given.name()))
        .ifPresent(given -> values.put(NOTIFICATION.ROLE, given));
    writes.insert(NOTIFICATION, organization.id(), values).execute();
  }
}
