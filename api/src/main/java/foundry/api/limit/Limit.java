package foundry.api.limit;

import static foundry.api.tables.Tables.ORGANIZATION_LIMIT;

import foundry.api.Limits;
import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.enums.LimitKind;
import foundry.api.tables.tables.records.OrganizationLimitRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How much an organization may have of something, and how much it has.
 *
 * @param own the organization's own limit; null for the default
 * @param counted in the unit of counting: bytes for megabytes
 */
record Limit(
    UUID uuid,
    LimitKind kind,
    @Nullable Integer own,
    long counted,
    Instant countedSince,
    Instant createdAt)
    implements Node {
  private static final long MEGABYTE = 1_000_000;

  static final NodeType<OrganizationLimitRecord, Limit> NODE =
      new NodeType<>(
          Limit.class,
          "lim",
          new NodeType.Source<>(ORGANIZATION_LIMIT, ORGANIZATION_LIMIT.ID),
          Limit::of);

  private static Limit of(OrganizationLimitRecord row) {
    return new Limit(
        row.getId(),
        row.getKind(),
        row.getValue(),
        row.getUsed(),
        row.getUsedSince().toInstant(),
        row.getCreatedAt().toInstant());
  }

  int value() {
    return own == null ? defaultOf(kind) : own;
  }

  /** In the unit of the limit, a part of one as a whole one. */
  int used(Instant now) {
    return used(kind, counted, countedSince, now);
  }

  static int used(LimitKind kind, long counted, Instant countedSince, Instant now) {
    return switch (kind) {
      case PROJECTS, DOCUMENTS, MEMBERS, API_KEYS -> Math.clamp(counted, 0, Integer.MAX_VALUE);
      case STORAGE_MEGABYTES -> Math.clamp(Math.ceilDiv(counted, MEGABYTE), 0, Integer.MAX_VALUE);
      case ANSWERS_PER_DAY ->
          countedSince.equals(now.truncatedTo(ChronoUnit.DAYS))
              ? Math.clamp(counted, 0, Integer.MAX_VALUE)
              : 0;
    };
  }

  /** What the product allows every organization. */
  static int defaultOf(LimitKind kind) {
    return switch (kind) {
      case PROJECTS -> Limits.PROJECTS_DEFAULT;
      case DOCUMENTS -> Limits.DOCUMENTS_DEFAULT;
      case STORAGE_MEGABYTES -> Limits.STORAGE_MEGABYTES_DEFAULT;
      case MEMBERS -> Limits.MEMBERS_DEFAULT;
      case ANSWERS_PER_DAY -> Limits.ANSWERS_PER_DAY_DEFAULT;
      case API_KEYS -> Limits.API_KEYS_DEFAULT;
    };
  }
}
