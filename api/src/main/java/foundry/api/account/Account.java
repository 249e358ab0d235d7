package foundry.api.account;

import static foundry.api.tables.Tables.INVITATION;
import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.NOTIFICATION;
import static foundry.api.tables.Tables.ORGANIZATION;
import static foundry.api.tables.Tables.USER;

import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Keys;
import foundry.api.graphql.plan.Listing;
import foundry.api.invitation.Invitation;
import foundry.viewer.UserId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The viewer and other people. */
public final class Account implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Account.class, "account.graphqls");
    wiring.query("viewer", call -> call.viewer().user().map(UserId::value));
    wiring
        .node(User.NODE)
        .id("id", USER.ID, "User")
        .column("createdAt", USER.CREATED_AT)
        .column("updatedAt", USER.UPDATED_AT)
        .column("name", USER.NAME)
        .column("email", USER.EMAIL)
        .list(
            "organizations",
            new Listing()
                .where(Account::isMember, USER.ID)
                .newestFirst("CREATED_AT", ORGANIZATION.CREATED_AT))
        .list(
            "invitations",
            new Listing()
                .where(Account::isInvited, USER.ID)
                .filter("status", Invitation.STATUSES, Invitation::hasStatus)
                .newestFirst("CREATED_AT", INVITATION.CREATED_AT))
        .list(
            "notifications",
            new Listing()
                .link(NOTIFICATION.USER_ID, USER.ID)
                .choose("unread", Account::isUnread)
                .newestFirst("CREATED_AT", NOTIFICATION.CREATED_AT));
  }

  private static Condition isInvited(Keys keys) {
    return INVITATION.EMAIL.eq(
        DSL.select(USER.VOUCHED_EMAIL)
            .from(USER)
            .where(keys.readable(USER))
            .and(USER.ID.eq(keys.of(USER.ID))));
  }

  private static Condition isUnread(@Nullable Object wanted) {
    return switch (wanted) {
      case Boolean unread when unread -> NOTIFICATION.READ_AT.isNull();
      case Boolean ignored -> NOTIFICATION.READ_AT.isNotNull();
      case null, default -> DSL.noCondition();
    };
  }

  private static Condition isMember(Keys keys) {
    return ORGANIZATION.ID.in(
        DSL.select(MEMBERSHIP.ORG_ID)
            .from(MEMBERSHIP)
            .where(keys.readable(MEMBERSHIP))
            .and(MEMBERSHIP.USER_ID.eq(keys.of(USER.ID)))
            .and(MEMBERSHIP.SUSPENDED_AT.isNull()));
  }
}
