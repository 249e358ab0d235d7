package foundry.api.database;

import static foundry.api.tables.Tables.IDEMPOTENCY;

import java.util.Optional;
import org.jooq.JSONB;

/**
 * The keys by which a person's requests are known again when they are sent again. A key is claimed
 * in the transaction of the act, so that it is kept exactly if the act is.
 */
public final class IdempotencyKeys {
  /** What a key was first used for, and the JSON of what was answered. */
  public record Kept(String mutation, String inputSha256, String payload) {}

  private IdempotencyKeys() {}

  /**
   * Empty if the key is new: it is this transaction's now. Else waits for the transaction that has
   * it, and answers what that one kept.
   */
  public static Optional<Kept> claim(
      Writes writes, String key, String mutation, String inputSha256) {
    while (!insert(writes, key, mutation, inputSha256)) {
      var kept = find(writes, key);
      if (kept.isPresent()) return kept; // else it was forgotten for its age a moment ago
    }
    return Optional.empty();
  }

  private static boolean insert(Writes writes, String key, String mutation, String inputSha256) {
    return writes
            .sql()
            .insertInto(IDEMPOTENCY)
            .set(IDEMPOTENCY.USER_ID, writes.viewer().user().orElseThrow().value())
            .set(IDEMPOTENCY.KEY, key)
            .set(IDEMPOTENCY.MUTATION, mutation)
            .set(IDEMPOTENCY.INPUT_SHA256, inputSha256)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  private static Optional<Kept> find(Writes writes, String key) {
    return writes
        .from(IDEMPOTENCY)
        .and(IDEMPOTENCY.KEY.eq(key))
        .fetchOptional()
        .map(
            row ->
                new Kept(
                    row.getMutation(),
                    row.getInputSha256(),
                    Optional.ofNullable(row.getPayload()).orElseThrow().data()));
  }

  /** Keeps what is to be answered to the same request. */
  public static void keep(Writes writes, String key, String payload) {
    writes
        .sql()
        .update(IDEMPOTENCY)
        .set(IDEMPOTENCY.PAYLOAD, JSONB.valueOf(payload))
        .where(writes.net().editable(IDEMPOTENCY, writes.asking()))
        .and(IDEMPOTENCY.KEY.eq(key))
        .execute();
  }
}
