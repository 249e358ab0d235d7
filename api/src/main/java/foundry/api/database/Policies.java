package foundry.api.database;

import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.DOCUMENT_PAGE;
import static foundry.api.tables.Tables.IDEMPOTENCY;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.ORGANIZATION;
import static foundry.api.tables.Tables.PROJECT;
import static foundry.api.tables.Tables.USER;
import static java.util.Map.entry;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Net 1: which rows of which table a viewer may see and change. A table that is not listed can be
 * neither read nor written.
 */
final class Policies implements Net {
  /** Both rules of one table. */
  private record Policy(Rule readable, Rule editable) {}

  /** Which rows of a table, under whatever alias, belong to whoever asks. */
  @FunctionalInterface
  private interface Rule {
    Condition of(Table<?> table, Asking viewer);
  }

  /** Work is put in and never looked at: another role hands it out. */
  static final Table<?> QUEUE = DSL.table(DSL.name("queue", "scheduled_tasks"));

  private static final Map<Table<?>, Policy> POLICIES =
      Map.ofEntries(
          entry(ORGANIZATION, members(ORGANIZATION.ID)),
          entry(USER, readOnly(Policies::isPeer)),
          entry(MEMBERSHIP, members(MEMBERSHIP.ORG_ID)),
          entry(PROJECT, tenant(PROJECT.ORG_ID)),
          entry(DOCUMENT, tenant(DOCUMENT.ORG_ID)),
          entry(DOCUMENT_PAGE, tenant(DOCUMENT_PAGE.ORG_ID)),
          entry(JOB, tenant(JOB.ORG_ID)),
          entry(AUDIT_EVENT, tenant(AUDIT_EVENT.ORG_ID)),
          entry(IDEMPOTENCY, own(IDEMPOTENCY.USER_ID)),
          entry(QUEUE, readOnly((table, viewer) -> DSL.falseCondition())));

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
  public boolean mayInsert(Table<?> table, OrgId org, Viewer viewer) {
    return BY_CLASS.containsKey(table.getClass()) && viewer.editable().contains(org);
  }

  private static Policy of(Table<?> table) {
    var policy = BY_CLASS.get(table.getClass());
    if (policy == null) throw new IllegalStateException(table + " has no policy");
    return policy;
  }

  private static Policy tenant(Field<UUID> orgId) {
    return new Policy(
        (table, viewer) -> in(table, orgId, viewer.readable()),
        (table, viewer) -> in(table, orgId, viewer.editable()));
  }

  /** What the organization's people may see, and nobody changes. */
  private static Policy members(Field<UUID> orgId) {
    return readOnly((table, viewer) -> in(table, orgId, viewer.readable()));
  }

  /** A person's own, of no organization. */
  private static Policy own(Field<UUID> userId) {
    Rule isOwn = (table, viewer) -> column(table, userId).eq(viewer.user());
    return new Policy(isOwn, isOwn);
  }

  private static Policy readOnly(Rule readable) {
    return new Policy(readable, (table, viewer) -> DSL.falseCondition());
  }

  private static Condition in(Table<?> table, Field<UUID> column, Field<UUID[]> ids) {
    return column(table, column).eq(DSL.any(ids));
  }

  private static Condition isPeer(Table<?> table, Asking viewer) {
    var id = column(table, USER.ID);
    return exists(
            selectOne()
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.USER_ID.eq(id))
                .and(MEMBERSHIP.ORG_ID.eq(DSL.any(viewer.readable()))))
        .or(id.eq(viewer.user()));
  }

  /** The column under the table's alias. */
  private static <T> Field<T> column(Table<?> table, Field<T> column) {
    return Objects.requireNonNull(table.field(column));
  }
}
