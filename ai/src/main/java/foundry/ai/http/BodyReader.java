package foundry.ai.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to its limit, as bytes whatever its content type claims: the framework's own
 * reader would take one that is called a form for a form.
 */
public final class BodyReader implements Handler<RoutingContext> {
  private static final String KEY = BodyReader.class.getName();

  private final long bytesMax;

  public BodyReader(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    if (announced(request.getHeader("content-length")) > bytesMax) {
      tooLarge(context);
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      context.response().writeContinue();
    }
    var body = Buffer.buffer();
    request.handler(chunk -> add(context, body, chunk));
    request.endHandler(
        ignored -> {
          if (context.response().ended()) return;
          context.put(KEY, body);
          context.next();
        });
    request.exceptionHandler(context::fail);
  }

  private static long announced(@Nullable String length) {
    if (length == null || !length.matches("\\d{1,18}")) return 0;
    return Long.parseLong(length);
  }

  private void add(RoutingContext context, Buffer body, Buffer chunk) {
    if (context.response().ended()) return;
    if (body.length() + (long) chunk.length() > bytesMax) tooLarge(context);
    else body.appendBuffer(chunk);
  }

  private void tooLarge(RoutingContext context) {
    String message = "body: larger than %d bytes".formatted(bytesMax);
    Failures.fail(context, new Refused(ErrorCode.TOO_LARGE, message));
  }

  /** The body; may be asked for once, so that its bytes are free while the work goes on. */
  static Buffer take(RoutingContext context) {
    Buffer body = context.remove(KEY);
    return body == null ? Buffer.buffer() : body;
  }
}
