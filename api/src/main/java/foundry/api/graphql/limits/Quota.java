package foundry.api.graphql.limits;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * What a payer may still ask of all replicas, as it was when it was last looked at: it fills up by
 * itself until {@code fullAtNanos}.
 */
record Quota(String name, int perMinute, long fullAtNanos) {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  static Quota of(String name, int perMinute, OptionalDouble fullIn, long nowNanos) {
    return new Quota(name, perMinute, nowNanos + (long) (fullIn.orElse(0) * NANOS));
  }

  private double fullIn(long nowNanos) {
    return Math.max(0, (fullAtNanos - nowNanos) / NANOS);
  }

  /** Requests that may be asked at this moment. */
  long left(long nowNanos) {
    return Math.max(0, (long) Math.floor((60 - fullIn(nowNanos)) * perMinute / 60 + 0.001));
  }

  /** Seconds until so many more may be asked at once. */
  double secondsTo(int requests, long nowNanos) {
    double fullWhen = 60 - Math.min(60, requests * 60.0 / perMinute);
    return Math.max(0, fullIn(nowNanos) - fullWhen);
  }

  /**
   * One item of the header.
   *
   * @param leased requests that this replica has taken already
   */
  String item(int leased, long nowNanos, long retrySeconds) {
    long left = Math.min(perMinute, left(nowNanos) + leased);
    long window = Math.max(1, Math.max(retrySeconds, (long) Math.ceil(fullIn(nowNanos))));
    return "\"" + name + "\";r=" + left + ";t=" + window;
  }
}
