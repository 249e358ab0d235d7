package foundry.ai.http;

import foundry.ai.Limits;
import foundry.ai.alarm.Alarm;
import foundry.viewer.OrgId;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to its limit, as bytes whatever its content type claims: the framework's own
 * reader would take one that is called a form for a form. A body that trickles in is given up; one
 * for which there is no room is told to come again, before it is sent if its length is known.
 */
public final class BodyReader implements Handler<RoutingContext> {
  private static final String KEY = BodyReader.class.getName();

  private final long bytesMax;
  private final BodyRoom room;
  private final long millisMax;

  public BodyReader(long bytesMax, BodyRoom room) {
    this(bytesMax, room, Limits.BODY_MILLIS_MAX);
  }

  BodyReader(long bytesMax, BodyRoom room, long millisMax) {
    this.bytesMax = bytesMax;
    this.room = room;
    this.millisMax = millisMax;
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    long announced = announced(request.getHeader("content-length"));
    if (announced > bytesMax) {
      tooLarge(context);
      return;
    }
    var org = Authentication.caller(context).org();
    if (!room.fits(org, announced)) {
      noRoom(context);
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      context.response().writeContinue();
    }
    var reading = new Reading(context, org);
    request.handler(reading::add);
    request.endHandler(ignored -> reading.end());
    request.exceptionHandler(ignored -> reading.fail());
  }

  /** 0 if the client does not say. */
  private static long announced(@Nullable String length) {
    if (length == null || length.isEmpty() || length.length() > 18) return 0;
    long bytes = 0;
    for (int i = 0; i < length.length(); i++) {
      int digit = length.charAt(i) - '0';
      if (digit < 0 || digit > 9) return 0;
      bytes = bytes * 10 + digit;
    }
    return bytes;
  }

  private void tooLarge(RoutingContext context) {
    String message = "body: larger than %d bytes".formatted(bytesMax);
    Failures.fail(context, new Refused(ErrorCode.TOO_LARGE, message));
  }

  private static void noRoom(RoutingContext context) {
    String message = "too many bytes of requests are being answered; come again";
    Failures.fail(context, new Refused(ErrorCode.UNAVAILABLE, message));
  }

  private void tooSlow(RoutingContext context) {
    String message = "body: not whole after %d ms".formatted(millisMax);
    Failures.fail(context, new Refused(ErrorCode.TOO_SLOW, message));
  }

  /** One body under way. */
  private final class Reading {
    private final RoutingContext context;
    private final OrgId org;
    private final Alarm alarm;

    /**
     * Until it is handed on: this object lives as long as the reply, which may be a long stream.
     */
    private Buffer body = Buffer.buffer();

    private long held;

    Reading(RoutingContext context, OrgId org) {
      this.context = context;
      this.org = org;
      context.addEndHandler(ignored -> leave());
      this.alarm = Alarm.after(context.vertx(), millisMax, () -> tooSlow(context));
    }

    void add(Buffer chunk) {
      var response = context.response();
      if (response.ended() || response.closed()) return;
      if (body.length() + (long) chunk.length() > bytesMax) {
        alarm.cancel();
        tooLarge(context);
      } else if (!room.take(org, chunk.length())) {
        alarm.cancel();
        noRoom(context);
      } else {
        held += chunk.length();
        body.appendBuffer(chunk);
      }
    }

    void end() {
      alarm.cancel();
      if (context.response().ended()) return;
      context.put(KEY, body);
      body = Buffer.buffer();
      context.next();
    }

    /** The client is gone, or what it sends is no body: nothing of ours failed. */
    void fail() {
      alarm.cancel();
      context.fail(400);
    }

    /** Answered or hung up on. */
    private void leave() {
      alarm.cancel();
      room.give(org, held);
      held = 0;
    }
  }

  /** How much there is to be taken. */
  public static int length(RoutingContext context) {
    Buffer body = context.get(KEY);
    return body == null ? 0 : body.length();
  }

  /** The body; may be asked for once, so that its bytes are free while the work goes on. */
  static Buffer take(RoutingContext context) {
    Buffer body = context.remove(KEY);
    return body == null ? Buffer.buffer() : body;
  }
}
