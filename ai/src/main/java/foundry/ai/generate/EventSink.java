package foundry.ai.generate;

import foundry.http.EventStream;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Where the events of an answer go. */
interface EventSink {
  Future<Void> send(String name, @Nullable String id, String data);

  void end();

  /** The reader is gone; {@code stop} ends the answer. */
  void gone(Runnable stop);

  /** A reader who is gone is gone. */
  static EventSink of(EventStream events) {
    return new EventSink() {
      @Override
      public Future<Void> send(String name, @Nullable String id, String data) {
        return events.send(name, id, data);
      }

      @Override
      public void end() {
        events.end();
      }

      @Override
      public void gone(Runnable stop) {
        events.end();
        stop.run();
      }
    };
  }
}
