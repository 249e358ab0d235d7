package foundry.api.usage;

import static foundry.api.tables.Tables.ORGANIZATION;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.Limits;
import foundry.api.account.User;
import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.UsageQuestion;
import foundry.api.aiclient.UsageQuestion.Dimension;
import foundry.api.aiclient.UsageReport;
import foundry.api.graphql.Call;
import foundry.api.graphql.Errand;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.relay.GlobalId;
import foundry.api.organization.Organization;
import foundry.api.project.Project;
import foundry.viewer.Caller;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports of what models were used: all of it for admins and owners, their own for others. */
public final class UsageReports implements Feature {
  private static final int DAYS_DEFAULT = 30;

  /** The AI service counts in these years. */
  private static final int YEAR_MIN = 2000;

  private static final int YEAR_MAX = 9998;

  private final AiClient ai;

  public UsageReports(AiClient ai) {
    this.ai = ai;
  }

  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(UsageReports.class, "usage.graphqls");
    wiring
        .node(Organization.NODE)
        .away(
            "usage",
            (row, call) -> errand(call, row.get(ORGANIZATION.ID), Optional.empty()),
            ORGANIZATION.ID);
    wiring
        .node(Project.NODE)
        .away(
            "usage",
            (row, call) ->
                errand(
                    call, row.get(PROJECT.ORG_ID), Optional.of(new ProjectId(row.get(PROJECT.ID)))),
            PROJECT.ORG_ID,
            PROJECT.ID);
    wiring
        .type("Usage", Usage.class)
        .field("from", usage -> usage.from().toString())
        .field("to", usage -> usage.to().toString())
        .field("sums", Usage::sums);
    describeSum(wiring);
  }

  private static void describeSum(Wiring wiring) {
    wiring
        .type("UsageSum", UsageReport.Sum.class)
        .field("day", UsageReport.Sum::day)
        .field("model", UsageReport.Sum::model)
        .field("projectId", sum -> globalId(Project.NODE.prefix(), Usage.project(sum)))
        .field("project", Usage::project)
        .field("userId", sum -> globalId(User.NODE.prefix(), Usage.user(sum)))
        .field("user", Usage::user)
        .field("calls", UsageReport.Sum::calls)
        .field("failedCalls", UsageReport.Sum::failedCalls)
        .field("inputTokens", UsageReport.Sum::inputTokens)
        .field("cachedInputTokens", UsageReport.Sum::cachedInputTokens)
        .field("outputTokens", UsageReport.Sum::outputTokens)
        .field("costMicros", Usage::costMicros)
        .field("currency", UsageReport.Sum::currency)
        .field("callsWithoutCost", UsageReport.Sum::callsWithoutCost);
  }

  private static @Nullable GlobalId globalId(String prefix, @Nullable UUID id) {
    return id == null ? null : new GlobalId(prefix, id);
  }

  /**
   * The row was read, so the viewer belongs to the organization; how much they see goes by role.
   */
  private Errand errand(Call call, UUID orgId, Optional<ProjectId> project) {
    var org = new OrgId(orgId);
    var viewer = call.viewer();
    var user = viewer.user().orElseThrow();
    boolean all = viewer.administrable().contains(org);
    var to = day(call, "to").orElseGet(() -> LocalDate.now(ZoneOffset.UTC));
    var from = day(call, "from").orElseGet(() -> to.minusDays(DAYS_DEFAULT - 1L));
    check(from, to);
    var by = call.texts("by").stream().map(Dimension::valueOf).distinct().sorted().toList();
    var question =
        new UsageQuestion(
            from,
            to,
            by,
            project,
            all ? Optional.empty() : Optional.of(user),
            Limits.USAGE_SUMS_MAX);
    return new UsageErrand(
        ai, new Caller(org, user, Optional.empty(), viewer.requestId()), question);
  }

  private static Optional<LocalDate> day(Call call, String name) {
    var day = call.dayIfGiven(name);
    day.ifPresent(given -> checkYear(name, given));
    return day;
  }

  private static void checkYear(String name, LocalDate day) {
    if (day.getYear() >= YEAR_MIN && day.getYear() <= YEAR_MAX) return;
    throw new Refusal(
        ErrorCode.INVALID_INPUT,
        "%s: %s (expected: in the years %d to %d)".formatted(name, day, YEAR_MIN, YEAR_MAX));
  }

  private static void check(LocalDate from, LocalDate to) {
    if (!from.isAfter(to) && !from.plusDays(Limits.USAGE_DAYS_MAX).isBefore(to)) return;
    throw new Refusal(
        ErrorCode.INVALID_INPUT,
        "from: %s (expected: not after %s, and at most %d days before)"
            .formatted(from, to, Limits.USAGE_DAYS_MAX));
  }
}
