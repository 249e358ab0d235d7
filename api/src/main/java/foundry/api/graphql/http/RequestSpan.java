package foundry.api.graphql.http;

import foundry.api.graphql.Engine;
import foundry.api.graphql.errors.ErrorCode;
import foundry.telemetry.Attribute;
import foundry.telemetry.Span;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a trace tells of a request: which operation, and the code of its first error. */
final class RequestSpan {
  private static final Attribute DOCUMENT = Attribute.of("foundry.document.id");
  private static final Attribute NAME = Attribute.of("graphql.operation.name");
  private static final Attribute KIND = Attribute.of("graphql.operation.type");
  private static final Attribute REQUEST_ID = Attribute.of("foundry.request.id");
  private static final Attribute ERROR = Attribute.of("error.type");

  /** What was refused before it was known what is asked. */
  private static final String UNKNOWN = "refused";

  private RequestSpan() {}

  static void end(
      Span span, String requestId, Optional<Engine.Request> asked, Set<ErrorCode> codes) {
    if (!span.isCollected()) return;
    var cause = asked.map(request -> request.cause(requestId));
    span.end(
        cause.map(known -> known.operation()).orElse(UNKNOWN),
        !codes.isEmpty(),
        bytes -> {
          bytes.text(REQUEST_ID, requestId);
          cause.ifPresent(
              known -> bytes.text(DOCUMENT, known.document()).text(NAME, known.operation()));
          asked.ifPresent(request -> bytes.text(KIND, kind(request)));
          for (var code : codes) bytes.text(ERROR, code.name());
        });
  }

  private static String kind(Engine.Request request) {
    return request.operation().kind().name().toLowerCase(Locale.ROOT);
  }
}
