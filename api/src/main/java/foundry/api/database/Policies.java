package foundry.api.database;

import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.DOCUMENT_PAGE;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.ORGANIZATION;
import static foundry.api.tables.Tables.PROJECT;
import static foundry.api.tables.Tables.USER;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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
  private record Policy(
      Function<Viewer, Condition> readable, Function<Viewer, Condition> editable) {}

  /** Work is put in and never looked at: another role hands it out. */
  static final Table<?> QUEUE = DSL.table(DSL.name("queue", "scheduled_tasks"));

  private static final Map<Table<?>, Policy> POLICIES =
      Map.of(
          ORGANIZATION, readOnly(viewer -> ORGANIZATION.ID.in(uuids(viewer.readable()))),
          USER, readOnly(Policies::isPeer),
          MEMBERSHIP, readOnly(viewer -> MEMBERSHIP.ORG_ID.in(uuids(viewer.readable()))),
          PROJECT, tenant(PROJECT.ORG_ID),
          DOCUMENT, tenant(DOCUMENT.ORG_ID),
          DOCUMENT_PAGE, tenant(DOCUMENT_PAGE.ORG_ID),
          JOB, tenant(JOB.ORG_ID),
          AUDIT_EVENT, tenant(AUDIT_EVENT.ORG_ID),
          QUEUE, readOnly(viewer -> DSL.falseCondition()));

  @Override
  public Condition readable(Table<?> table, Viewer viewer) {
    return of(table).readable().apply(viewer);
  }

  @Override
  public Condition editable(Table<?> table, Viewer viewer) {
    return of(table).editable().apply(viewer);
  }

  @Override
  public boolean mayInsert(Table<?> table, OrgId org, Viewer viewer) {
    return POLICIES.containsKey(table) && viewer.editable().contains(org);
  }

  private static Policy of(Table<?> table) {
    var policy = POLICIES.get(table);
    if (policy == null) throw new IllegalStateException(table + " has no policy");
    return policy;
  }

  private static Policy tenant(Field<UUID> orgId) {
    return new Policy(
        viewer -> orgId.in(uuids(viewer.readable())), viewer -> orgId.in(uuids(viewer.editable())));
  }

  private static Policy readOnly(Function<Viewer, Condition> readable) {
    return new Policy(readable, viewer -> DSL.falseCondition());
  }

  private static Condition isPeer(Viewer viewer) {
    var shared =
        exists(
            selectOne()
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.USER_ID.eq(USER.ID))
                .and(MEMBERSHIP.ORG_ID.in(uuids(viewer.readable()))));
    return viewer.user().map(user -> shared.or(USER.ID.eq(user.value()))).orElse(shared);
  }

  private static Collection<UUID> uuids(Collection<OrgId> orgs) {
    return orgs.stream().map(OrgId::value).toList();
  }
}
