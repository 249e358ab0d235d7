package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.EmbeddingProvider.Kind;
import foundry.ai.provider.EmbeddingProvider.Request;
import foundry.ai.provider.upstream.HttpEmbeddings;
import foundry.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A vendor of vectors. A text that ends in a number has the vector of that angle, padded to the
 * length that was wished for.
 *
 * @param refuser refuses as this vendor does
 * @param starts the provider against a server
 * @param path without what a model's name brings into it
 * @param known whether the credentials are right
 * @param format of bodies and replies
 * @param suffix that the provider knows the model by
 */
record EmbedderUnderTest(
    String name,
    ProviderUnderTest refuser,
    BiFunction<URI, Timeouts, HttpEmbeddings> starts,
    Path path,
    Predicate<HttpServerRequest> known,
    Format format,
    String suffix)
    implements QuestionUnderTest {
  /** Tokens of every text, as the vendors count. */
  static final int TOKENS = 5;

  /**
   * @param model whether the model's name stands between the two
   */
  record Path(String before, boolean model, String behind) {
    boolean fits(HttpServerRequest request) {
      String path = request.path();
      return model
          ? path.startsWith(before) && path.endsWith(behind)
          : path.equals(before + behind);
    }

    String model(HttpServerRequest request, JsonNode body) {
      if (!model) return body.path("model").asString("");
      String path = request.path();
      String name = path.substring(before.length(), path.length() - behind.length());
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }
  }

  /** How a vendor writes. */
  interface Format {
    List<String> texts(JsonNode body);

    /** 0 if no length was wished for. */
    int dimensions(JsonNode body);

    /** What the vendor calls it; empty if it knows no difference. */
    default String purpose(JsonNode body) {
      return "";
    }

    default String purpose(Kind kind) {
      return "";
    }

    String reply(JsonNode body, List<float[]> vectors);

    default boolean counts() {
      return true;
    }
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public Asking start(Vertx vertx, URI server, Timeouts timeouts) {
    var embedder = starts.apply(server, timeouts);
    return new Asking() {
      @Override
      public Future<?> ask(String model) {
        var texts = List.of(Stage.SAID + " 1", Stage.SAID + " 2");
        return embedder.embed(new Request(model, texts, Kind.PASSAGE, Optional.empty()));
      }

      @Override
      public void close() {
        embedder.close();
      }
    };
  }

  @Override
  public String model(String behaviour) {
    return Stage.model(behaviour) + suffix;
  }

  @Override
  public String asked(HttpServerRequest request, JsonNode body) {
    return path.model(request, body);
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer body) {
    if (!path.fits(request)) return Optional.of("path " + request.path());
    if (suffix.isEmpty()) return known.test(request) ? Optional.empty() : Optional.of("key");
    return refuser.wrong(request, body);
  }

  @Override
  public String reply(JsonNode body) {
    var vectors = new ArrayList<float[]>();
    for (String text : format.texts(body)) vectors.add(vector(text, format.dimensions(body)));
    return format.reply(body, vectors);
  }

  @Override
  public String tooLittle(JsonNode body) {
    return format.reply(body, List.of());
  }

  static float[] vector(String text, int dimensions) {
    int angle = Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
    var vector = new float[dimensions == 0 ? 2 : dimensions];
    vector[0] = (float) Math.cos(angle);
    vector[1] = (float) Math.sin(angle);
    return vector;
  }

  static List<String> strings(JsonNode list) {
    var all = new ArrayList<String>();
    for (var one : list) all.add(one.asString());
    return all;
  }

  /** OpenAI's; the vectors in another order, as it may be, found by their index. */
  record OpenAiFormat(String dimensionsField) implements Format {
    @Override
    public List<String> texts(JsonNode body) {
      return strings(body.path("input"));
    }

    @Override
    public int dimensions(JsonNode body) {
      return body.path(dimensionsField).asInt(0);
    }

    @Override
    public String reply(JsonNode body, List<float[]> vectors) {
      boolean base64 = body.path("encoding_format").asString("").equals("base64");
      var data = new ArrayList<String>();
      for (int i = 0; i < vectors.size(); i++) {
        String written = base64 ? base64(vectors.get(i)) : Json.text(vectors.get(i));
        data.add("{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":" + written + "}");
      }
      Collections.reverse(data);
      return "{\"object\":\"list\",\"data\":[%s],\"model\":\"m\",\"usage\":{\"prompt_tokens\":%d,\"total_tokens\":1}}"
          .formatted(String.join(",", data), TOKENS * vectors.size());
    }

    private static String base64(float[] vector) {
      var bytes = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (float number : vector) bytes.putFloat(number);
      return "\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
    }
  }

  /**
   * Cohere's.
   *
   * @param counts whether the reply says how many tokens it took; Bedrock leaves that to a header
   */
  record CohereFormat(boolean counts) implements Format {
    @Override
    public List<String> texts(JsonNode body) {
      return strings(body.path("texts"));
    }

    @Override
    public int dimensions(JsonNode body) {
      return body.path("output_dimension").asInt(0);
    }

    @Override
    public String purpose(JsonNode body) {
      return body.path("input_type").asString("");
    }

    @Override
    public String purpose(Kind kind) {
      return kind == Kind.QUERY ? "search_query" : "search_document";
    }

    @Override
    public String reply(JsonNode body, List<float[]> vectors) {
      String meta =
          "\"meta\":{\"billed_units\":{\"input_tokens\":" + TOKENS * vectors.size() + "}}";
      return "{\"id\":\"1\",\"embeddings\":{\"float\":%s},\"response_type\":\"embeddings_by_type\"%s}"
          .formatted(Json.text(vectors), counts ? "," + meta : "");
    }
  }

  /** Gemini's; shortened vectors are not of length 1. */
  record GeminiFormat() implements Format {
    @Override
    public List<String> texts(JsonNode body) {
      var texts = new ArrayList<String>();
      for (var one : body.path("requests")) {
        texts.add(one.path("content").path("parts").path(0).path("text").asString());
      }
      return texts;
    }

    @Override
    public int dimensions(JsonNode body) {
      return body.path("requests").path(0).path("outputDimensionality").asInt(0);
    }

    @Override
    public String purpose(JsonNode body) {
      return body.path("requests").path(0).path("taskType").asString("");
    }

    @Override
    public String purpose(Kind kind) {
      return kind == Kind.QUERY ? "RETRIEVAL_QUERY" : "RETRIEVAL_DOCUMENT";
    }

    @Override
    public String reply(JsonNode body, List<float[]> vectors) {
      var written = new ArrayList<String>();
      for (float[] vector : vectors) {
        var longer = vector.clone();
        for (int i = 0; i < longer.length; i++) longer[i] *= 3;
        written.add("{\"values\":" + Json.text(longer) + "}");
      }
      return "{\"embeddings\":[%s],\"usageMetadata\":{\"promptTokenCount\":%d}}"
          .formatted(String.join(",", written), TOKENS * vectors.size());
    }
  }

  /** Titan's, one text at a time. */
  record TitanFormat() implements Format {
    @Override
    public List<String> texts(JsonNode body) {
      return List.of(body.path("inputText").asString());
    }

    @Override
    public int dimensions(JsonNode body) {
      return body.path("dimensions").asInt(0);
    }

    @Override
    public String reply(JsonNode body, List<float[]> vectors) {
      if (vectors.isEmpty()) return "{\"inputTextTokenCount\":5}";
      return "{\"embedding\":%s,\"inputTextTokenCount\":%d}"
          .formatted(Json.text(vectors.getFirst()), TOKENS);
    }
  }
}
