package foundry.api.graphql.live;

import foundry.api.Limits;
import foundry.api.database.Reads;
import foundry.postgres.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table have changed since a client was last told: those that were heard of, or,
 * after a gap, all that have changed since then.
 */
public final class Changes {
  /**
   * The rows that a client follows.
   *
   * @param changedAt when a row last changed, by the database's clock
   * @param followed which rows
   */
  public record Followed(
      Table<? extends Record> table,
      Field<UUID> id,
      Field<OffsetDateTime> changedAt,
      Condition followed) {}

  /**
   * One row that changed.
   *
   * @param isGone true if it is not, or no longer, among those that the client follows
   */
  public record Change(UUID id, boolean isGone) {}

  /** Transactions that were open for so long when the connection broke are told of again. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  /** How far catching up has got. */
  private record Place(Instant changedAt, UUID id) {
    static final UUID FIRST = new UUID(0, 0);
  }

  private final Followed rows;
  private final Set<UUID> heard = ConcurrentHashMap.newKeySet();
  private final Set<UUID> taken = new HashSet<>();
  private final AtomicReference<@Nullable Instant> missedSince;

  /** When the newest change happened that the client knows of, by the database's clock. */
  private volatile Instant toldUntil;

  /** Nothing unless catching up is under way. */
  private @Nullable Place place;

  /**
   * @param now when it begins to listen, by the database's clock
   * @param since up to when the client knows everything; null: from now on
   */
  public Changes(Followed rows, Instant now, @Nullable Instant since) {
    this.rows = rows;
    this.toldUntil = since == null ? now : since;
    this.missedSince = new AtomicReference<>(since);
  }

  /**
   * Takes note of a notification: two ids of what the row belongs to, and its own. True if it tells
   * of a row that belongs to this one, or that something may have been missed.
   */
  public boolean heard(String payload, Object owner) {
    if (payload.equals(Notifications.LOOK_AGAIN)) {
      missedSince.compareAndSet(null, toldUntil);
      return true;
    }
    var ids = payload.split(" ", 3);
    var id = owner.toString();
    if (ids.length != 3 || !(ids[0].equals(id) || ids[1].equals(id))) return false;
    heard.add(UUID.fromString(ids[2]));
    return true;
  }

  /**
   * Takes up what was heard so far. Before the transaction of {@link #next} begins: what is heard
   * later may be younger than its snapshot, and would look as if it were gone.
   */
  public void take() {
    var since = missedSince.getAndSet(null);
    if (since != null && place == null) place = new Place(since.minus(OVERLAP), Place.FIRST);
    if (place != null) return;
    heard.stream().limit(Limits.CHANGES_PER_ROUND_MAX).forEach(taken::add);
    taken.forEach(heard::remove);
  }

  /** What there is to tell now, oldest first. */
  public List<Change> next(Reads reads) {
    var from = place;
    return from == null ? ofTaken(reads) : after(reads, from);
  }

  private List<Change> after(Reads reads, Place from) {
    var after =
        DSL.row(rows.changedAt, rows.id).gt(from.changedAt.atOffset(ZoneOffset.UTC), from.id);
    var found = find(reads, after);
    place = found.size() < Limits.CHANGES_PER_ROUND_MAX ? null : found.getLast();
    return found.stream().map(row -> new Change(row.id, false)).toList();
  }

  private List<Change> ofTaken(Reads reads) {
    if (taken.isEmpty()) return List.of();
    var ids = List.copyOf(taken);
    taken.clear();
    var found = find(reads, rows.id.eq(DSL.any(ids.toArray(UUID[]::new))));
    var gone = new HashSet<>(ids);
    found.forEach(row -> gone.remove(row.id));
    var changes = new ArrayList<Change>();
    found.forEach(row -> changes.add(new Change(row.id, false)));
    gone.forEach(id -> changes.add(new Change(id, true)));
    return changes;
  }

  private List<Place> find(Reads reads, Condition condition) {
    var found =
        reads
            .select(List.of(rows.id, rows.changedAt), rows.table)
            .and(rows.followed)
            .and(condition)
            .orderBy(rows.changedAt, rows.id)
            .limit(Limits.CHANGES_PER_ROUND_MAX)
            .fetch(row -> new Place(row.get(rows.changedAt).toInstant(), row.get(rows.id)));
    for (var row : found) if (row.changedAt.isAfter(toldUntil)) toldUntil = row.changedAt;
    return found;
  }

  /** True if there is more than the last round told. */
  public boolean hasMore() {
    return place != null || !heard.isEmpty();
  }
}
