package foundry.ai.telemetry;

import foundry.ai.meter.UsageRecord;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.provider.Message;
import foundry.ai.telemetry.Tracing.Call;
import foundry.telemetry.Span;
import foundry.telemetry.SpanBytes;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call in a trace, on one event loop. Costs next to nothing where nobody collects traces. */
public final class CallSpan {
  private final Tracing tracing;
  private final Call call;
  private final Span span;
  private long chunkNanos;
  private @Nullable Timer chunkTime;
  private String asked = "";
  private String answered = "";

  /**
   * @param span what the provider is told is made of it
   */
  CallSpan(Tracing tracing, Call call, Span span) {
    this.tracing = tracing;
    this.call = call;
    this.span = span;
  }

  /** What to tell the provider, so that its spans come under this one; empty without a trace. */
  public String traceparent() {
    return span.traceparent();
  }

  /** Empty without a trace. */
  public String traceId() {
    return span.traceId();
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
    return span.isCollected() && tracing.content();
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
    if (!span.isCollected()) return;
    // Looked up before the collector's lock is taken.
    String tenant = tracing.pseudonyms().of(usage.caller().org().value());
    String user = tracing.pseudonyms().of(usage.caller().user().value());
    span.end(
        call.operation() + " " + call.model(),
        usage.end() == End.FAILED,
        bytes -> {
          attributes(bytes, usage);
          bytes.text(GenAi.TENANT, tenant).text(GenAi.USER, user);
          if (!asked.isEmpty()) bytes.text(GenAi.INPUT_MESSAGES, asked);
          if (!answered.isEmpty()) bytes.text(GenAi.OUTPUT_MESSAGES, answered);
        });
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
