package foundry.ai.provider.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Reads a reply up to a limit; what is beyond it fails the reading and ends the connection. */
final class BoundedBody {
  /** The provider sends more than any of its kind. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong(int bytesMax) {
      super("a reply of more than %d bytes".formatted(bytesMax), null, false, false);
    }
  }

  private final HttpClientResponse reply;
  private final int bytesMax;
  private final Buffer body = Buffer.buffer();
  private final Promise<Buffer> read = Promise.promise();

  BoundedBody(HttpClientResponse reply, int bytesMax) {
    this.reply = reply;
    this.bytesMax = bytesMax;
  }

  Future<Buffer> read() {
    reply.exceptionHandler(read::tryFail);
    reply.handler(this::chunk);
    reply.endHandler(ignored -> read.tryComplete(body));
    return read.future();
  }

  private void chunk(Buffer bytes) {
    if (body.length() + bytes.length() <= bytesMax) {
      body.appendBuffer(bytes);
    } else if (read.tryFail(new TooLong(bytesMax))) {
      reply.request().reset();
    }
  }
}
