package foundry.ai.meter;

import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Used;
import foundry.viewer.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one call used.
 *
 * @param id of the answer; makes the record countable once
 * @param operation chat, embeddings, moderation or rerank
 * @param requested the model the caller named, if any
 * @param model the one that answered, as callers name it: provider, slash, name
 * @param estimated whether the tokens are ours, since the provider gave none
 * @param billed each asking that is billed, at the price of its own model; empty: all of it is one
 *     asking of this model. Not kept: it is for working out what the call cost
 * @param end how the call ended
 * @param firstTextMicros from the start to the first piece, if there was one
 * @param attempts how often a provider was asked
 */
public record UsageRecord(
    String id,
    Instant at,
    Caller caller,
    String operation,
    Optional<String> requested,
    String provider,
    String model,
    Usage usage,
    boolean estimated,
    List<Used> billed,
    End end,
    long durationMicros,
    Optional<Long> firstTextMicros,
    int attempts,
    boolean streamed) {
  /** However a call may end. */
  public enum End {
    DONE,
    FAILED,
    CANCELLED,
    DEADLINE,
    CLIENT_GONE
  }
}
