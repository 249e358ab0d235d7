package foundry.ai.provider.contract;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.TextProvider.Listener;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears, and what it should not have heard. */
final class Recorder implements Listener {
  final List<Event> events = new CopyOnWriteArrayList<>();
  final List<String> late = new CopyOnWriteArrayList<>();
  final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  final CompletableFuture<Event> first = new CompletableFuture<>();
  volatile Future<Void> taken = Future.succeededFuture();

  @Override
  public Future<Void> event(Event event) {
    if (outcome.isDone()) late.add("event");
    events.add(event);
    first.complete(event);
    return taken;
  }

  @Override
  public void ended(Outcome end) {
    if (!outcome.complete(end)) late.add("end");
  }

  /** Neighbouring pieces of one kind as one: how a stream is cut is not part of the answer. */
  static List<Event> joined(List<Event> events) {
    var joined = new ArrayList<Event>();
    for (var event : events) {
      var last = joined.isEmpty() ? null : joined.getLast();
      if (last instanceof Event.Text(var before) && event instanceof Event.Text(var text)) {
        joined.set(joined.size() - 1, new Event.Text(before + text));
      } else if (last instanceof Event.ToolArguments(var index, var before)
          && event instanceof Event.ToolArguments(var same, var json)
          && index == same) {
        joined.set(joined.size() - 1, new Event.ToolArguments(index, before + json));
      } else {
        joined.add(event);
      }
    }
    return joined;
  }
}
