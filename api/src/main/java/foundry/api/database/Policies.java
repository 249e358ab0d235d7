package foundry.api.database;

import static foundry.api.tables.Tables.API_KEY;
import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.DOCUMENT_PAGE;
import static foundry.api.tables.Tables.FEEDBACK;
import static foundry.api.tables.Tables.IDEMPOTENCY;
import static foundry.api.tables.Tables.INVITATION;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.NOTIFICATION;
import static foundry.api.tables.Tables.ORGANIZATION;
import static foundry.api.tables.Tables.ORGANIZATION_LIMIT;
import static foundry.api.tables.Tables.PROJECT;
import static foundry.api.tables.Tables.USER;
import static java.util.Map.entry;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import foundry.api.tables.enums.Role;
import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Net 1: which rows of which table a viewer may see, change, end and add. A table that is not
 * listed can be neither read nor written.
 */
final class Policies implements Net {
  /** Which rows of a table, under whatever alias, belong to whoever asks. */
  @FunctionalInterface
  private interface Rule {
    Rule NONE = (table, viewer) -> DSL.falseCondition();

    Condition of(Table<?> table, Asking viewer);

    default Rule and(Rule other) {
      return (table, viewer) -> of(table, viewer).and(other.of(table, viewer));
    }

    default Rule or(Rule other) {
      return (table, viewer) -> of(table, viewer).or(other.of(table, viewer));
    }
  }

  /** The rules of one table; what none of them allows is not allowed. */
  private record Policy(
      Rule readable, Rule editable, Rule removable, Function<Viewer, Set<OrgId>> insertable) {

    static Policy readable(Rule rule) {
      return new Policy(rule, Rule.NONE, Rule.NONE, viewer -> Set.of());
    }

    Policy editable(Rule rule) {
      return new Policy(readable, rule, removable, insertable);
    }

    Policy removable(Rule rule) {
      return new Policy(readable, editable, rule, insertable);
    }

    Policy insertable(Function<Viewer, Set<OrgId>> rule) {
      return new Policy(readable, editable, removable, rule);
    }
  }

  /** Work is put in and never looked at: another role hands it out. */
  static final Table<?> QUEUE = DSL.table(DSL.name("queue", "scheduled_tasks"));

  private static final Map<Table<?>, Policy> POLICIES =
      Map.ofEntries(
          entry(
              ORGANIZATION,
              Policy.readable(in(ORGANIZATION.ID, Asking::readable))
                  .editable(in(ORGANIZATION.ID, Asking::owned))),
          entry(USER, Policy.readable(Policies::isPeer)),
          entry(
              MEMBERSHIP,
              Policy.readable(in(MEMBERSHIP.ORG_ID, Asking::readable))
                  .editable(ranked(MEMBERSHIP.ORG_ID, MEMBERSHIP.ROLE))
                  .removable(
                      ranked(MEMBERSHIP.ORG_ID, MEMBERSHIP.ROLE).or(own(MEMBERSHIP.USER_ID)))),
          entry(
              INVITATION,
              Policy.readable(
                      in(INVITATION.ORG_ID, Asking::administrable).or(Policies::isAddressed))
                  .editable(ranked(INVITATION.ORG_ID, INVITATION.ROLE))
                  .insertable(Viewer::administrable)),
          entry(
              NOTIFICATION,
              Policy.readable(own(NOTIFICATION.USER_ID))
                  .editable(own(NOTIFICATION.USER_ID))
                  .insertable(Viewer::administrable)),
          entry(PROJECT, tenant(PROJECT.ORG_ID)),
          entry(DOCUMENT, tenant(DOCUMENT.ORG_ID)),
          entry(DOCUMENT_PAGE, tenant(DOCUMENT_PAGE.ORG_ID)),
          entry(JOB, tenant(JOB.ORG_ID)),
          // Somebody who may only read leaves as well, and that is recorded.
          entry(AUDIT_EVENT, tenant(AUDIT_EVENT.ORG_ID).insertable(Viewer::readable)),
          entry(
              IDEMPOTENCY,
              Policy.readable(own(IDEMPOTENCY.USER_ID)).editable(own(IDEMPOTENCY.USER_ID))),
          entry(
              API_KEY,
              Policy.readable(in(API_KEY.ORG_ID, Asking::administrable))
                  .editable(in(API_KEY.ORG_ID, Asking::administrable))
                  .insertable(Viewer::administrable)),
          entry(
              ORGANIZATION_LIMIT,
              Policy.readable(in(ORGANIZATION_LIMIT.ORG_ID, Asking::readable))
                  .editable(in(ORGANIZATION_LIMIT.ORG_ID, Asking::owned))),
          entry(FEEDBACK, ownIn(FEEDBACK.ORG_ID, FEEDBACK.USER_ID)),
          entry(QUEUE, Policy.readable(Rule.NONE).insertable(Viewer::editable)));

  /** A table under an alias is no longer equal to itself, but of the same generated class. */
  private static final Map<Class<?>, Policy> BY_CLASS =
      POLICIES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(e -> e.getKey().getClass(), Map.Entry::getValue));

  @Override
  public Condition readable(Table<?> table, Asking viewer) {
    return of(table).readable().of(table, viewer);
  }

  @Override
  public Condition editable(Table<?> table, Asking viewer) {
    return of(table).editable().of(table, viewer);
  }

  @Override
  public Condition removable(Table<?> table, Asking viewer) {
    return of(table).removable().of(table, viewer);
  }

  @Override
  public boolean mayInsert(Table<?> table, OrgId org, Viewer viewer) {
    return of(table).insertable().apply(viewer).contains(org);
  }

  private static Policy of(Table<?> table) {
    var policy = BY_CLASS.get(table.getClass());
    if (policy == null) throw new IllegalStateException(table + " has no policy");
    return policy;
  }

  private static Policy tenant(Field<UUID> orgId) {
    var changeable = in(orgId, Asking::editable);
    return Policy.readable(in(orgId, Asking::readable))
        .editable(changeable)
        .removable(changeable)
        .insertable(Viewer::editable);
  }

  private static Rule in(Field<UUID> orgId, Function<Asking, Field<UUID[]>> orgs) {
    return (table, viewer) -> column(table, orgId).eq(DSL.any(orgs.apply(viewer)));
  }

  private static Rule own(Field<UUID> userId) {
    return (table, viewer) -> column(table, userId).eq(viewer.user());
  }

  /** A person's own in an organization they belong to. */
  private static Policy ownIn(Field<UUID> orgId, Field<UUID> userId) {
    var changeable = own(userId).and(in(orgId, Asking::editable));
    return Policy.readable(own(userId).and(in(orgId, Asking::readable)))
        .editable(changeable)
        .removable(changeable)
        .insertable(Viewer::editable);
  }

  /** Admins manage people, but none who ranks above them: owners are the owners' own affair. */
  private static Rule ranked(Field<UUID> orgId, Field<Role> role) {
    Rule nobodyAbove = (table, viewer) -> column(table, role).ne(inline(Role.OWNER));
    var managed = in(orgId, Asking::administrable);
    return in(orgId, Asking::owned)
        .or((table, v) -> managed.of(table, v).and(nobodyAbove.of(table, v)));
  }

  private static Condition isAddressed(Table<?> table, Asking viewer) {
    return column(table, INVITATION.EMAIL)
        .eq(select(USER.VOUCHED_EMAIL).from(USER).where(USER.ID.eq(viewer.user())));
  }

  private static Condition isPeer(Table<?> table, Asking viewer) {
    var id = column(table, USER.ID);
    return id.eq(viewer.user())
        .or(
            exists(
                selectOne()
                    .from(MEMBERSHIP)
                    .where(MEMBERSHIP.USER_ID.eq(id))
                    .and(MEMBERSHIP.ORG_ID.eq(DSL.any(viewer.readable())))));
  }

  /** The column under the table's alias. */
  private static <T> Field<T> column(Table<?> table, Field<T> column) {
    return Objects.requireNonNull(table.field(column));
  }
}
