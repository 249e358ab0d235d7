package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.ai.provider.Prompt;
import foundry.http.EventStream;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** POST /v1/generate. */
public final class GenerateRoute implements Route {
  private final Providers providers;
  private final MeterRegistry metrics;
  private final AtomicInteger underWay;

  public GenerateRoute(Providers providers, MeterRegistry metrics) {
    this.providers = providers;
    this.metrics = metrics;
    this.underWay = metrics.gauge("foundry.ai.answers.under.way", new AtomicInteger());
  }

  @Override
  public void handle(Exchange exchange) {
    var request = GenerateRequest.read(exchange.body());
    if (underWay.get() >= Limits.ANSWERS_UNDER_WAY_MAX) {
      throw new Refused(ErrorCode.UNAVAILABLE, "too many answers are under way; come again");
    }
    exchange.onLoop(
        () ->
            providers
                .choose(request.model())
                .onSuccess(choice -> start(exchange, request, choice))
                .onFailure(exchange::fail));
  }

  private void start(Exchange exchange, GenerateRequest request, Providers.Choice choice) {
    var response = exchange.routing().response();
    if (response.closed()) return;
    String id = "gen_" + UUID.randomUUID().toString().replace("-", "");
    if (!request.stream()) {
      var generation = generation(exchange, request, choice, id, new WholeDelivery(exchange));
      response.closeHandler(ignored -> generation.cancel());
      generation.start(Optional.of(wholeDeadline(request)));
      return;
    }
    var events = EventStream.open(exchange.vertx(), response);
    var delivery = new StreamDelivery(events, exchange.requestId());
    var provider = choice.provider();
    delivery.start(
        new StreamDelivery.Start(
            id, provider.name() + "/" + choice.model(), provider.name(), provider.extractive()));
    var generation = generation(exchange, request, choice, id, delivery);
    events.onClose(generation::cancel);
    generation.start(request.deadlineMillis());
  }

  private static int wholeDeadline(GenerateRequest request) {
    int most = Limits.WHOLE_ANSWER_MILLIS_MAX;
    return request.deadlineMillis().map(wish -> Math.min(wish, most)).orElse(most);
  }

  private Generation generation(
      Exchange exchange,
      GenerateRequest request,
      Providers.Choice choice,
      String id,
      Delivery delivery) {
    var prompt =
        new Prompt(
            choice.model(),
            request.messages(),
            request.context(),
            request.outputTokensMax(),
            request.temperature());
    underWay.incrementAndGet();
    return new Generation(exchange.vertx(), id, choice.provider(), prompt, delivery, this::count);
  }

  private void count(Answer answer) {
    underWay.decrementAndGet();
    String provider = answer.provider();
    String reason = answer.finishReason().name();
    Timer.builder("foundry.ai.answers")
        .tags("provider", provider, "finish", reason)
        .register(metrics)
        .record(Duration.ofMillis(answer.latencyMs()));
    var firstText = answer.ttftMs();
    if (firstText != null) {
      metrics
          .timer("foundry.ai.first.text", "provider", provider)
          .record(Duration.ofMillis(firstText));
    }
    tokens(provider, "input", answer.usage().inputTokens());
    tokens(provider, "output", answer.usage().outputTokens());
  }

  private void tokens(String provider, String kind, int count) {
    metrics.counter("foundry.ai.tokens", "model", provider, "kind", kind).increment(count);
  }
}
