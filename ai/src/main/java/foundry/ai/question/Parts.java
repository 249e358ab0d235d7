package foundry.ai.question;

import foundry.ai.provider.Wanted;
import foundry.ai.route.OnceMore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One question in as many parts as the provider wants it in. A part that fails is repeated alone:
 * the others are paid for already. Lives on one event loop.
 */
final class Parts<T> {
  /** More under way at once would only meet the provider's rate limit. */
  private static final int AT_ONCE_MAX = 8;

  private final OnceMore onceMore;
  private final List<Supplier<Future<T>>> questions;
  private final TreeMap<Integer, T> answers = new TreeMap<>();
  private final Wanted wanted;
  private int begun;
  private int attempts;
  private boolean failed;

  Parts(OnceMore onceMore, List<Supplier<Future<T>>> questions, Wanted wanted) {
    this.onceMore = onceMore;
    this.questions = questions;
    this.wanted = wanted;
  }

  /** In the order of the parts. Fails once nothing is under way any more. */
  Future<List<T>> ask() {
    var lanes = new ArrayList<Future<Void>>();
    for (int at = 0; at < Math.min(AT_ONCE_MAX, questions.size()); at++) lanes.add(lane(at));
    return Future.join(lanes).map(ignored -> answered());
  }

  /** Every eighth from here on, one after the other. */
  private Future<Void> lane(int at) {
    if (failed || at >= questions.size()) return Future.succeededFuture();
    if (!wanted.isGone()) begun++;
    return onceMore
        .ask(() -> once(at))
        .onFailure(ignored -> failed = true)
        .compose(
            answered -> {
              answers.put(at, answered.answer());
              return lane(at + AT_ONCE_MAX);
            });
  }

  private Future<T> once(int at) {
    if (wanted.isGone()) return Future.failedFuture(Wanted.nobodyWaits());
    attempts++;
    return questions.get(at).get();
  }

  List<T> answered() {
    return List.copyOf(answers.values());
  }

  /** Of all parts, those that were asked. */
  double begun() {
    return (double) begun / questions.size();
  }

  /** How often the provider was asked, for all parts together. */
  int attempts() {
    return attempts;
  }
}
