package foundry.api.graphql;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question to another service, put together while the request's transaction is open and run once
 * that is over: nobody's connection waits for the other service. A record of ids and plain values:
 * whoever may not have the answer gets no errand, and two that are equal are run once.
 */
public interface Errand {
  /** Asks, and waits for as long as it is ready to. Throws a refusal that says what is wrong. */
  @Nullable Object run();

  /** What belongs to one row of a wider answer: the same whole is asked for once. */
  record Part(Errand whole, Function<Object, ? extends @Nullable Object> pick) implements Errand {
    @Override
    public @Nullable Object run() {
      return of(whole.run());
    }

    /** The part of the whole answer. */
    public @Nullable Object of(@Nullable Object answer) {
      return answer == null ? null : pick.apply(answer);
    }
  }
}
