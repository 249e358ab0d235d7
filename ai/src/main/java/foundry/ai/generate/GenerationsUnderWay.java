package foundry.ai.generate;

import foundry.viewer.Caller;
import io.vertx.core.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Streamed answers by their id, for whoever asked for them and nobody else. Any thread. */
final class GenerationsUnderWay {
  /**
   * @param loop of the answer; everything of it happens there
   * @param replay empty: it cannot be resumed
   */
  record Held(Caller caller, Context loop, Generation generation, Optional<Replay> replay) {
    /** A person in an organization; another token of theirs is still theirs. */
    boolean isOf(Caller other) {
      return caller.org().equals(other.org()) && caller.user().equals(other.user());
    }
  }

  private final Map<String, Held> held = new ConcurrentHashMap<>();

  void put(String id, Held answer) {
    held.put(id, answer);
  }

  /** What can be resumed is held on until its window is over. */
  void ended(String id) {
    held.computeIfPresent(id, (same, answer) -> answer.replay().isPresent() ? answer : null);
  }

  void forget(String id) {
    held.remove(id);
  }

  Optional<Held> find(String id, Caller caller) {
    return Optional.ofNullable(held.get(id)).filter(answer -> answer.isOf(caller));
  }
}
