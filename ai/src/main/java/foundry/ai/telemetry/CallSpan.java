package foundry.ai.telemetry;

import foundry.ai.meter.UsageRecord;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.provider.Message;
import foundry.ai.telemetry.Tracing.Call;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call in a trace, on one event loop. Costs next to nothing where nobody collects traces. */
public final class CallSpan {
  private static final byte[] TRACE_ID = SpanBytes.ascii("{\"traceId\":");
  private static final byte[] SPAN_ID = SpanBytes.ascii(",\"spanId\":");
  private static final byte[] PARENT_ID = SpanBytes.ascii(",\"parentSpanId\":");
  private static final byte[] NAME = SpanBytes.ascii(",\"name\":");

  /** A client of the provider's: the only kind there is here. */
  private static final byte[] FROM = SpanBytes.ascii(",\"kind\":3,\"startTimeUnixNano\":\"");

  private static final byte[] UNTIL = SpanBytes.ascii("\",\"endTimeUnixNano\":\"");
  private static final byte[] ATTRIBUTES = SpanBytes.ascii("\",\"attributes\":[");
  private static final byte[] UNSET = SpanBytes.ascii(",\"status\":{\"code\":0}},");
  private static final byte[] ERROR = SpanBytes.ascii(",\"status\":{\"code\":2}},");

  private final Tracing tracing;
  private final Call call;
  private final Optional<Traceparent> here;
  private final Optional<Traceparent> parent;
  private final boolean collected;
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private long chunkNanos;
  private @Nullable Timer chunkTime;
  private String asked = "";
  private String answered = "";

  /**
   * @param here what the provider is told
   */
  CallSpan(
      Tracing tracing,
      Call call,
      Optional<Traceparent> here,
      Optional<Traceparent> parent,
      boolean collected) {
    this.tracing = tracing;
    this.call = call;
    this.here = here;
    this.parent = parent;
    this.collected = collected;
  }

  /** What to tell the provider, so that its spans come under this one; empty without a trace. */
  public String traceparent() {
    return here.map(Traceparent::header).orElse("");
  }

  /** Empty without a trace. */
  public String traceId() {
    return here.map(Traceparent::traceId).orElse("");
  }

  /** A piece of the answer is there. */
  public void chunk() {
    if (!call.streamed()) return;
    long now = System.nanoTime();
    if (chunkNanos != 0) {
      var timer = chunkTime == null ? tracing.chunkTime(call) : chunkTime;
      chunkTime = timer;
      timer.record(now - chunkNanos, TimeUnit.NANOSECONDS);
    }
    chunkNanos = now;
  }

  /** Whether {@link #content} is wanted: operators have to ask for it. */
  public boolean wantsContent() {
    return collected && tracing.content();
  }

  /**
   * What was said.
   *
   * @param finishReason as callers are told
   */
  public void content(List<Message> prompt, Message answer, String finishReason) {
    if (!wantsContent()) return;
    asked = Content.asked(prompt);
    answered = Content.answered(answer, finishReason);
  }

  public void end(UsageRecord usage) {
    if (!collected) return;
    long nanos = System.nanoTime() - startNanos;
    // Looked up before the collector's lock is taken.
    String tenant = tracing.pseudonyms().of(usage.caller().org().value());
    String user = tracing.pseudonyms().of(usage.caller().user().value());
    tracing.ended(
        bytes -> {
          head(bytes, nanos);
          attributes(bytes, usage);
          bytes.text(GenAi.TENANT, tenant).text(GenAi.USER, user);
          if (!asked.isEmpty()) bytes.text(GenAi.INPUT_MESSAGES, asked);
          if (!answered.isEmpty()) bytes.text(GenAi.OUTPUT_MESSAGES, answered);
          bytes.endList().raw(usage.end() == End.FAILED ? ERROR : UNSET);
        });
  }

  private void head(SpanBytes bytes, long nanos) {
    var own = here.orElseThrow();
    long startEpochNanos = TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
    bytes.raw(TRACE_ID).quoted(own.traceId()).raw(SPAN_ID).quoted(own.spanId());
    if (parent.isPresent()) bytes.raw(PARENT_ID).quoted(parent.get().spanId());
    bytes.raw(NAME).quoted(call.operation() + " " + call.model());
    bytes.raw(FROM).decimal(startEpochNanos).raw(UNTIL).decimal(startEpochNanos + nanos);
    bytes.raw(ATTRIBUTES);
  }

  private void attributes(SpanBytes bytes, UsageRecord usage) {
    bytes
        .text(GenAi.OPERATION, call.operation())
        .text(GenAi.PROVIDER, call.provider())
        .text(GenAi.REQUEST_MODEL, call.model())
        .flag(GenAi.STREAM, call.streamed())
        .text(GenAi.RESPONSE_ID, usage.id())
        .text(GenAi.RESPONSE_MODEL, usage.model())
        .text(GenAi.REQUEST_ID, usage.caller().requestId())
        .number(GenAi.ATTEMPTS, usage.attempts())
        .flag(GenAi.ESTIMATED, usage.estimated());
    if (!usage.estimated()) tokens(bytes, usage);
    if (usage.end() != End.DONE) {
      bytes.text(GenAi.ERROR_TYPE, Series.errorType(usage));
    }
  }

  private static void tokens(SpanBytes bytes, UsageRecord usage) {
    var tokens = usage.usage();
    bytes
        .number(GenAi.INPUT_TOKENS, tokens.input())
        .number(GenAi.OUTPUT_TOKENS, tokens.output())
        .number(GenAi.CACHED_TOKENS, tokens.cachedInput())
        .number(GenAi.CACHE_WRITE_TOKENS, tokens.cacheWrite())
        .number(GenAi.REASONING_TOKENS, tokens.reasoning());
  }
}
