package foundry.ai.provider.openai;

import foundry.ai.Settings;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.HttpEmbeddings;
import foundry.ai.provider.upstream.HttpModerator;
import foundry.ai.provider.upstream.HttpQuestions;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.Upstream;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** OpenAI, or a server that imitates it. */
public final class OpenAi {
  /** Which of its two ways to ask for an answer. */
  public enum Api {
    CHAT,
    RESPONSES
  }

  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  /** Texts to embed at once, says OpenAI's reference; imitators of it take more than we do. */
  private static final int TEXTS_MAX = 2_048;

  private static final String NAME = "openai";

  private OpenAi() {}

  public static HttpTextProvider provider(Vertx vertx, Settings.OpenAi settings, Clock clock) {
    return provider(vertx, settings, Api.CHAT, clock);
  }

  public static HttpTextProvider provider(
      Vertx vertx, Settings.OpenAi settings, Api api, Clock clock) {
    var words =
        own(settings) ? ChatCompletionsWire.Names.OPENAI : ChatCompletionsWire.Names.COMPATIBLE;
    ChatWire wire =
        switch (api) {
          case CHAT -> new ChatCompletionsWire("/chat/completions", words);
          case RESPONSES -> new ResponsesWire();
        };
    return text(NAME, upstream(vertx, settings, clock), wire, settings);
  }

  /** Another server of the same dialect. */
  public static HttpTextProvider compatible(
      Vertx vertx, String name, Settings.OpenAi settings, Clock clock) {
    var wire = new ChatCompletionsWire("/chat/completions", ChatCompletionsWire.Names.COMPATIBLE);
    return text(name, upstream(vertx, settings, clock), wire, settings);
  }

  private static HttpTextProvider text(
      String name, Upstream upstream, ChatWire wire, Settings.OpenAi settings) {
    // Servers that pass on models of others name them by their makers: meta-llama/llama-3.
    var names = new HttpTextProvider.Names(name, name, model -> !own(settings));
    return new HttpTextProvider(names, upstream, wire, settings.model(), () -> list(upstream));
  }

  public static HttpEmbeddings embeddings(Vertx vertx, Settings.OpenAi settings, Clock clock) {
    return embeddings(vertx, NAME, settings, clock);
  }

  /** OpenAI lists all its models together: the ones that make vectors are known by name. */
  public static HttpEmbeddings embeddings(
      Vertx vertx, String name, Settings.OpenAi settings, Clock clock) {
    var upstream = upstream(vertx, settings, clock);
    var known =
        Future.succeededFuture(
            List.of("text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002"));
    Supplier<Future<List<String>>> models = () -> own(settings) ? known : embedders(upstream);
    var questions = new HttpQuestions<>(upstream, new EmbeddingsWire(own(settings)));
    return new HttpEmbeddings(name, questions, TEXTS_MAX, models).withSlashes(!own(settings));
  }

  /** Imitators have models of any name; most say in it what they are for. */
  private static Future<List<String>> embedders(Upstream upstream) {
    return list(upstream)
        .map(ids -> ids.stream().filter(id -> id.contains("embed") || id.contains("bge")).toList());
  }

  public static HttpModerator moderator(Vertx vertx, Settings.OpenAi settings, Clock clock) {
    var questions = new HttpQuestions<>(upstream(vertx, settings, clock), new ModerationsWire());
    return new HttpModerator(NAME, questions, List.of("omni-moderation-latest"));
  }

  private static Upstream upstream(Vertx vertx, Settings.OpenAi settings, Clock clock) {
    var signature = settings.apiKey().map(Signature::bearer).orElseGet(Signature::none);
    return new Upstream(vertx, settings.baseUrl(), settings.timeouts(), signature, clock);
  }

  private static boolean own(Settings.OpenAi settings) {
    return "api.openai.com".equals(settings.baseUrl().getHost());
  }

  private static Future<List<String>> list(Upstream upstream) {
    return upstream
        .exchange(UpstreamRequest.get("/models"), LIST_MILLIS, reply -> reply.failed(code(reply)))
        .map(body -> ids(body.toString()));
  }

  private static String code(ErrorReply reply) {
    return ErrorReply.code(reply.json().path("error").path("code"));
  }

  private static List<String> ids(String body) {
    return Json.tree(body).path("data").values().stream()
        .map(model -> model.path("id").asString(""))
        .filter(id -> !id.isEmpty())
        .toList();
  }
}
