package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A provider and its vendor's wire format, as {@link FakeProvider} speaks it. What a new one must
 * tell to be held to the contract; {@link Stage} lists them.
 */
public interface ProviderUnderTest {
  /** Credentials in the tests; never in any message. */
  String KEY = "key-that-nobody-may-see";

  /** Answers that all providers give alike: {@link ProviderContractTest} says how they read. */
  enum Script {
    /** "Grüße 👋, it is 42." in several pieces, with {@link #usage}. */
    PLAIN,
    /** The tool weather with {"city":"Köln"}, in several pieces where the vendor does that. */
    TOOL,
    /** The tool weather as above, then the tool time with {"zone":"CET"}. */
    PARALLEL,
    /** "Cut", because there was no more room. */
    LENGTH,
    /** "So", then the vendor's filter. */
    FILTERED
  }

  enum Trouble {
    CREDENTIALS,
    UNKNOWN_MODEL,
    TOO_LONG,
    REFUSED,
    /** Come back in 7 seconds, if the vendor says so at all: {@link #tellsWhenToComeBack}. */
    RATE_LIMITED,
    OVERLOADED,
    FAILED
  }

  /**
   * @param body repeats the prompt, as vendors do
   */
  record Fault(int status, Map<String, String> headers, String body) {}

  /** What a request asks for. */
  record Asked(String model, boolean streamed) {}

  HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts);

  ChatWire wire();

  Asked asked(HttpServerRequest request, JsonNode body);

  /** What is wrong with the request's headers and credentials, if anything. */
  Optional<String> wrong(HttpServerRequest request, Buffer body);

  /** A reply of status 200 to a request that does not stream. */
  String whole(Script script);

  /** The events of a streamed reply, each whole. */
  List<Buffer> pieces(Script script);

  /** One event with a piece of text, as it may come in the middle. */
  Buffer piece(String text);

  /** The vendor says in the middle that it is overloaded. */
  Buffer troubleInTheMiddle();

  /** How that is told to us. */
  default Problem problemInTheMiddle() {
    return Problem.OVERLOADED;
  }

  /** An event that is none. */
  default Buffer garbage() {
    return Sse.data("<html>");
  }

  default String streamType() {
    return "text/event-stream; charset=utf-8";
  }

  Fault fault(Trouble trouble);

  default boolean tellsWhenToComeBack() {
    return true;
  }

  /** Of {@link Script#PLAIN}. */
  Usage usage();

  /** The system text of a request. */
  String system(JsonNode body);

  /** The data of the image in the first message. */
  String image(JsonNode body);

  /** The text of the result of a tool in the last message. */
  String toolResult(JsonNode body);
}
