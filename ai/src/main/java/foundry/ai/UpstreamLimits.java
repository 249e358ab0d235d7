package foundry.ai;

import java.time.Duration;

/** Every bound on asking providers, with its reason; all others are in {@link Limits}. */
public final class UpstreamLimits {
  /** Of one provider, unless a routes file says more or less: a slow one leaves room for others. */
  public static final int PROVIDER_CALLS_UNDER_WAY_MAX = Limits.ANSWERS_UNDER_WAY_MAX * 3 / 4;

  /** A line of a provider's stream; the longest seen in practice are a few kilobytes. */
  public static final int STREAM_LINE_BYTES_MAX = 1 << 20;

  /** A stream whose last word was read ends at once, or is hung up on. */
  public static final int STREAM_LINGERS_MILLIS_MAX = 1_000;

  /** What is read of a provider's error reply. */
  public static final int ERROR_BODY_BYTES_MAX = 64 << 10;

  /** A whole reply of a provider; the longest answers with images are a few megabytes. */
  public static final int REPLY_BYTES_MAX = 32 << 20;

  /** More than any provider sends, less than what could hurt. */
  public static final int HEADER_BYTES_MAX = 64 << 10;

  /** Shorter than the 60 s after which load balancers drop a silent connection. */
  public static final int IDLE_SECONDS = 50;

  /**
   * Attempts per answer, the first included: if a fifth of them fail, three lose 8 answers in 1,000
   * and four lose 1.6. What more would add to a provider's overload the retry budget bounds.
   */
  public static final int ATTEMPTS_MAX = 4;

  /** What a route may ask for; the retry budget bounds all calls together. */
  public static final int ROUTE_ATTEMPTS_MAX = 10;

  /** With {@link #BREAKER_SPANS}: half a minute is enough to tell bad luck from a bad target. */
  public static final Duration BREAKER_SPAN = Duration.ofSeconds(2);

  public static final int BREAKER_SPANS = 15;

  /** Enough to be no accident, few enough to hurt nobody. */
  public static final int BREAKER_PROBES = 3;

  /** A breaker that opens again and again stays open for 2^4 times as long at most. */
  public static final int BREAKER_DOUBLINGS_MAX = 4;

  /** Fewer calls than this say nothing of a target. */
  public static final int SICK_CALLS_MIN = 10;

  /** One in so many calls still tries a target that fails often. */
  public static final int SICK_PASSED_OVER = 20;

  /** Where there are few calls, one after this long does. */
  public static final Duration SICK_TRIED_AFTER = Duration.ofSeconds(5);

  /** However long a provider wants to be left alone, it is tried again after this long. */
  public static final Duration REST_MAX = Duration.ofMinutes(5);

  /** Targets whose health is kept apart; each takes some tens of kilobytes. */
  public static final int TARGETS_WATCHED_MAX = 256;

  /** With {@link #BUDGET_SPANS}: retries are measured against the calls of the last half minute. */
  public static final Duration BUDGET_SPAN = Duration.ofSeconds(2);

  public static final int BUDGET_SPANS = 15;

  /** How often replicas tell each other what they counted; they overspend by as much at most. */
  public static final Duration BUDGET_EXCHANGE = Duration.ofSeconds(2);

  /** What other replicas counted holds for so long without news of them. */
  public static final Duration BUDGET_FORGOTTEN = Duration.ofSeconds(15);

  /** No target is given up earlier than this to leave time for another. */
  public static final long PATIENCE_MILLIS_MIN = 100;

  public static final Duration BACKOFF_FIRST = Duration.ofMillis(250);

  /** Longer than this nobody waits before the first word; the refusal is passed on instead. */
  public static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(20);

  /** Connections to one provider; HTTP/1.1 carries one stream each. */
  public static final int CONNECTIONS_MAX = Limits.ANSWERS_UNDER_WAY_MAX;

  private UpstreamLimits() {}
}
