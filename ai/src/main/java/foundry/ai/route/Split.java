package foundry.ai.route;

import java.util.Comparator;
import java.util.List;

/**
 * Orders weighted targets for one caller by rendezvous hashing: the same caller gets the same order
 * on every replica, each target is first for its part of the callers, and a changed weight moves
 * only as many callers as it must.
 */
final class Split {
  private static final double UNIT = 0x1.0p-53;

  private Split() {}

  private record Scored(RouteSpec.Share share, double score) {}

  static List<RouteSpec.Share> order(List<RouteSpec.Share> shares, String key) {
    if (shares.size() == 1) return shares;
    return shares.stream()
        .map(share -> new Scored(share, score(share, key)))
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .map(Scored::share)
        .toList();
  }

  private static double score(RouteSpec.Share share, String key) {
    long hash = mixed(hash(share.model(), hash(key, 0xcbf29ce484222325L)));
    double evenly = ((hash >>> 11) + 0.5) * UNIT;
    return -share.weight() / Math.log(evenly);
  }

  /** FNV-1a over UTF-16 units. */
  private static long hash(String text, long start) {
    long hash = start;
    for (int at = 0; at < text.length(); at++) {
      hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
    }
    return (hash ^ 0xff) * 0x100000001b3L;
  }

  /** The finalizer of MurmurHash3: every bit of the input moves half of the output's. */
  private static long mixed(long value) {
    long hash = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
