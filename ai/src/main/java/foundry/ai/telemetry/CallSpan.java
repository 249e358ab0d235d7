package foundry.ai.telemetry;

import foundry.ai.meter.UsageRecord;
import foundry.ai.meter.UsageRecord.End;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** One call in a trace. Costs next to nothing where nobody collects traces. */
public final class CallSpan {
  private final Span span;
  private final Pseudonyms pseudonyms;

  CallSpan(Span span, Pseudonyms pseudonyms) {
    this.span = span;
    this.pseudonyms = pseudonyms;
  }

  /** What to tell the provider, so that its spans come under this one; empty without a trace. */
  public String traceparent() {
    var context = span.getSpanContext();
    return context.isValid() ? Traceparent.of(context) : "";
  }

  /** Empty without a trace. */
  public String traceId() {
    var context = span.getSpanContext();
    return context.isValid() ? context.getTraceId() : "";
  }

  public void end(UsageRecord usage) {
    if (!span.isRecording()) return;
    var tokens = usage.usage();
    span.setAttribute(GenAi.RESPONSE_ID, usage.id())
        .setAttribute(GenAi.RESPONSE_MODEL, usage.model())
        .setAttribute(GenAi.REQUEST_ID, usage.caller().requestId())
        .setAttribute(GenAi.TENANT, pseudonyms.of(usage.caller().org().value()))
        .setAttribute(GenAi.USER, pseudonyms.of(usage.caller().user().value()))
        .setAttribute(GenAi.ATTEMPTS, (long) usage.attempts())
        .setAttribute(GenAi.ESTIMATED, usage.estimated());
    if (!usage.estimated()) {
      span.setAttribute(GenAi.INPUT_TOKENS, (long) tokens.input())
          .setAttribute(GenAi.OUTPUT_TOKENS, (long) tokens.output())
          .setAttribute(GenAi.CACHED_TOKENS, (long) tokens.cachedInput())
          .setAttribute(GenAi.CACHE_WRITE_TOKENS, (long) tokens.cacheWrite())
          .setAttribute(GenAi.REASONING_TOKENS, (long) tokens.reasoning());
    }
    if (usage.end() != End.DONE) span.setAttribute(GenAi.ERROR_TYPE, Series.errorType(usage));
    if (usage.end() == End.FAILED) span.setStatus(StatusCode.ERROR);
    span.end();
  }
}
