package foundry.api.account;

import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.ORGANIZATION;

import foundry.api.database.Reads;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.relay.Connection;
import foundry.api.organization.Organization;
import foundry.viewer.UserId;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The viewer and other people. */
public final class Account implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Account.class, "account.graphqls");
    wiring.query("viewer", Account::viewer);
    wiring
        .type("User", User.class)
        .field("id", user -> User.globalId(user.id()))
        .field("createdAt", User::createdAt)
        .field("updatedAt", User::updatedAt)
        .field("name", User::name)
        .field("email", User::email)
        .lookup("organizations", Account::organizations);
  }

  private static Optional<User> viewer(Call call) {
    return call.request()
        .viewer()
        .user()
        .flatMap(id -> call.request().find(User.NODE.byId(), id.value()));
  }

  private static Connection<?, Organization> organizations(User user, Call call) {
    var memberOf = call.request().<Condition>read(reads -> memberOf(user.id(), reads));
    var rows = new Connection.Rows("User.organizations/" + user.id(), memberOf);
    return Connection.of(Organization.NODE, rows, call);
  }

  private static Condition memberOf(UserId user, Reads reads) {
    return ORGANIZATION.ID.in(
        DSL.select(MEMBERSHIP.ORG_ID)
            .from(MEMBERSHIP)
            .where(reads.readable(MEMBERSHIP))
            .and(MEMBERSHIP.USER_ID.eq(user.value()))
            .and(MEMBERSHIP.SUSPENDED_AT.isNull()));
  }
}
