package foundry.ai.telemetry;

import foundry.http.Json;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans by OTLP over HTTP in its JSON form, with the HTTP client that is there already: the
 * SDK's own exporter would bring another one.
 */
final class OtlpJson implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpJson.class);

  /** The only kind there is here. */
  private static final int KIND_CLIENT = 3;

  private static final int STATUS_UNSET = 0;
  private static final int STATUS_ERROR = 2;
  private static final long TIMEOUT_MILLIS = 10_000;

  private final HttpClient client;
  private final RequestOptions request;

  OtlpJson(Vertx vertx, URI collector) {
    this.client = vertx.createHttpClient(new HttpClientOptions());
    String base = collector.toString().replaceAll("/+$", "");
    this.request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(base + "/v1/traces")
            .setTimeout(TIMEOUT_MILLIS)
            .putHeader("content-type", "application/json");
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    var result = new CompletableResultCode();
    var body = Json.bytes(resourceSpans(spans));
    client
        .request(request)
        .compose(made -> made.send(body))
        .onSuccess(reply -> answered(reply.statusCode(), result))
        .onFailure(
            problem -> {
              LOG.warn("{} spans are lost, the collector cannot be reached", spans.size());
              result.fail();
            });
    return result;
  }

  private static void answered(int status, CompletableResultCode result) {
    if (status / 100 == 2) {
      result.succeed();
    } else {
      LOG.warn("spans are lost, the collector answers {}", status);
      result.fail();
    }
  }

  private static Map<String, Object> resourceSpans(Collection<SpanData> spans) {
    var resource = spans.iterator().next().getResource().getAttributes();
    var scope =
        Map.of(
            "scope", Map.of("name", "foundry.ai"),
            "spans", spans.stream().map(OtlpJson::span).toList());
    var all =
        Map.of(
            "resource", Map.of("attributes", attributes(resource)), "scopeSpans", List.of(scope));
    return Map.of("resourceSpans", List.of(all));
  }

  private static Map<String, Object> span(SpanData span) {
    boolean failed = span.getStatus().getStatusCode() == StatusCode.ERROR;
    var json = new HashMap<String, Object>();
    json.put("traceId", span.getTraceId());
    json.put("spanId", span.getSpanId());
    if (span.getParentSpanContext().isValid()) json.put("parentSpanId", span.getParentSpanId());
    json.put("name", span.getName());
    json.put("kind", KIND_CLIENT);
    json.put("startTimeUnixNano", String.valueOf(span.getStartEpochNanos()));
    json.put("endTimeUnixNano", String.valueOf(span.getEndEpochNanos()));
    json.put("attributes", attributes(span.getAttributes()));
    json.put("status", Map.of("code", failed ? STATUS_ERROR : STATUS_UNSET));
    return json;
  }

  private static List<Map<String, Object>> attributes(Attributes attributes) {
    var list = new ArrayList<Map<String, Object>>(attributes.size());
    attributes.forEach(
        (key, value) -> list.add(Map.of("key", key.getKey(), "value", value(value))));
    return list;
  }

  /** Of the kinds that are set here. */
  private static Map<String, Object> value(Object value) {
    return switch (value) {
      case Boolean flag -> Map.of("boolValue", flag);
      case Long number -> Map.of("intValue", String.valueOf(number));
      default -> Map.of("stringValue", String.valueOf(value));
    };
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    client.close();
    return CompletableResultCode.ofSuccess();
  }
}
