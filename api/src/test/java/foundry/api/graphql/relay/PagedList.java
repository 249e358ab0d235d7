package foundry.api.graphql.relay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A list of the schema in one of its orders: how it is asked for, how rows get into it and out, and
 * how Java would order them.
 *
 * @param field the field that is the list: {@code Project.documents}
 * @param order the value of {@code orderBy}; empty where the list has no such argument
 * @param filter an argument that leaves out what the test itself needs; often none
 * @param rowsMax no list of this kind ever gets more rows than this
 */
record PagedList(String field, String order, String filter, int rowsMax, Sql sql) {
  /** A row of a list, with what it may be ordered by; the number is its own in its list. */
  record Row(UUID id, Instant at, String name, int number) {}

  /** Each insert follows {@link #ROWS}; the delete takes the rows' ids. */
  record Sql(List<String> inserts, String delete) {}

  /** Rows to insert, each with where it belongs and 64 hex digits of its own. */
  static final String ROWS =
      """
      with r as (select u.*, repeat(replace(u.id::text, '-', ''), 2) as hash
        from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::int[])
          as u(id, org, project, person, at, name, number))
      """;

  private static final int MANY = 1_000;

  static List<PagedList> all() {
    return List.of(
        documents("CREATED_AT"),
        documents("NAME"),
        list("Project.jobs", "", "", "job", JOBS),
        projects("CREATED_AT"),
        projects("NAME"),
        list("Organization.jobs", "", "", "job", JOBS),
        memberships("JOINED_AT"),
        memberships("NAME"),
        list("Organization.invitations", "", "", "invitation", INVITATIONS.formatted("id || '@a'")),
        list("Organization.apiKeys", "", "", "api_key", API_KEYS),
        list("Organization.auditEvents", "", "", "audit_event", AUDIT_EVENTS),
        limits(),
        organizations(),
        list(
            "User.invitations",
            "",
            "",
            "invitation",
            INVITATIONS.formatted(
                "(select u.vouched_email from app.user u where u.id = r.person)")),
        list("User.notifications", "", "", "notification", NOTIFICATIONS));
  }

  private static final String JOBS =
      """
      insert into app.job (id, org_id, project_id, owner_id, kind, question, created_at)
      select id, org, project, person, 'ANSWER', name, at from r
      """;

  private static final String USERS =
      """
      insert into app.user (id, issuer, subject, name) select id, 'paging', id, name from r
      """;

  private static final String MEMBERS =
      """
      insert into app.membership (id, org_id, user_id, role, created_at) select id, org, id, 'MEMBER', at from r
      """;

  /** Declined ones: only one open invitation of an address is allowed. */
  private static final String INVITATIONS =
      """
      insert into app.invitation (id, org_id, org_name, email, role, inviter_id, inviter_name, token_sha256,
        declined_at, created_at)
      select id, org, 'Paging', %s, 'MEMBER', person, name, hash, now(), at from r
      """;

  private static final String API_KEYS =
      """
      insert into app.api_key (id, org_id, owner_id, name, prefix, sha256, scopes, created_at)
      select id, org, person, name, 'abcdefgh', hash, '{USAGE}', at from r
      """;

  private static final String AUDIT_EVENTS =
      """
      insert into app.audit_event (id, org_id, actor_id, action, subject_name, created_at)
      select id, org, person, 'project.rename', name, at from r
      """;

  private static final String NOTIFICATIONS =
      """
      insert into app.notification (id, org_id, org_name, user_id, kind, subject_name, created_at)
      select id, org, 'Paging', person, 'ROLE_CHANGED', name, at from r
      """;

  private static PagedList list(
      String field, String order, String filter, String table, String... inserts) {
    var delete = "delete from app.%s where id = any(?)".formatted(table);
    return new PagedList(field, order, filter, MANY, new Sql(List.of(inserts), delete));
  }

  private static PagedList documents(String order) {
    var insert =
        """
        insert into app.document (id, org_id, project_id, owner_id, name, media_type, size_bytes, sha256, created_at)
        select id, org, project, person, name, 'text/plain', 1, hash, at from r
        """;
    return list("Project.documents", order, "", "document", insert);
  }

  private static PagedList memberships(String order) {
    return list("Organization.memberships", order, "role: [MEMBER]", "membership", USERS, MEMBERS);
  }

  private static PagedList projects(String order) {
    var insert =
        "insert into app.project (id, org_id, owner_id, name, created_at) select id, org, person, name, at from r";
    return list("Organization.projects", order, "", "project", insert);
  }

  /** An organization has one limit of each kind. */
  private static PagedList limits() {
    var insert =
        """
        insert into app.organization_limit (id, org_id, kind, created_at)
        select id, org, (enum_range(null::app.limit_kind))[number + 1], at from r
        """;
    var delete = "delete from app.organization_limit where id = any(?)";
    return new PagedList("Organization.limits", "", "", 6, new Sql(List.of(insert), delete));
  }

  private static PagedList organizations() {
    var insert =
        "insert into app.organization (id, name, created_at) select id, 'Paging', at from r";
    var join =
        "insert into app.membership (org_id, user_id, role) select id, person, 'MEMBER' from r";
    var leave = "delete from app.membership where org_id = any(?)";
    return new PagedList("User.organizations", "", "", MANY, new Sql(List.of(insert, join), leave));
  }

  /** The name of the list without its type. */
  String name() {
    return field.substring(field.indexOf('.') + 1);
  }

  boolean isOf(String type) {
    return field.startsWith(type + ".");
  }

  /** True if its rows belong to a project. */
  boolean isInProject() {
    return isOf("Project") || name().equals("jobs");
  }

  Comparator<Row> comparator() {
    // As PostgreSQL compares UUIDs: without a sign, which Java's would see.
    Comparator<Row> byId = Comparator.comparing(row -> row.id().toString());
    if (order.equals("NAME")) {
      return Comparator.comparing(PagedList::nameKey, Arrays::compareUnsigned).thenComparing(byId);
    }
    Comparator<Row> byTime = Comparator.comparing(Row::at).thenComparing(byId);
    return field.equals("Organization.limits") ? byTime : byTime.reversed();
  }

  /** By code points, whatever the case. */
  private static byte[] nameKey(Row row) {
    return row.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return order.isEmpty() ? field : field + " by " + order;
  }
}
