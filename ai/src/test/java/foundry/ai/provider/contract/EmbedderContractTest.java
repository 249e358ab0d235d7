package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import foundry.ai.provider.EmbeddingProvider.Embeddings;
import foundry.ai.provider.EmbeddingProvider.Kind;
import foundry.ai.provider.EmbeddingProvider.Request;
import foundry.ai.provider.upstream.HttpEmbeddings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every provider of vectors must make of good answers. */
@ParameterizedClass(name = "{0}")
@MethodSource("foundry.ai.provider.contract.Questioned#embedders")
final class EmbedderContractTest {
  private final EmbedderUnderTest vendor;
  private final FakeQuestions server;
  private final HttpEmbeddings provider;

  EmbedderContractTest(EmbedderUnderTest vendor) {
    this.vendor = vendor;
    this.server = new FakeQuestions(vendor);
    this.provider = vendor.starts().apply(server.url(), Stage.PATIENT);
  }

  @AfterEach
  void close() {
    provider.close();
    server.close();
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(i -> Stage.SAID + " " + i).toList();
  }

  /** In as many requests as the vendor wants it, as the service does. */
  private Embeddings embed(Request request) {
    int most = provider.textsMax(request.model());
    var vectors = new ArrayList<float[]>();
    Optional<Integer> tokens = Optional.of(0);
    for (int from = 0; from < request.texts().size(); from += most) {
      var texts = request.texts().subList(from, Math.min(request.texts().size(), from + most));
      var part =
          embedOnce(new Request(request.model(), texts, request.kind(), request.dimensions()));
      vectors.addAll(part.vectors());
      tokens = tokens.flatMap(sum -> part.inputTokens().map(more -> sum + more));
    }
    return new Embeddings(request.model(), vectors, tokens);
  }

  private Embeddings embedOnce(Request request) {
    var answer = new CompletableFuture<Embeddings>();
    Stage.VERTX.runOnContext(
        ignored ->
            provider
                .embed(request)
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally));
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static void assertVectors(Embeddings found, List<String> texts, int dimensions) {
    assertThat(found.vectors()).hasSize(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      var expected = EmbedderUnderTest.vector(texts.get(i), dimensions);
      assertThat(found.vectors().get(i)).as(texts.get(i)).containsExactly(expected, within(1e-6f));
    }
  }

  @Test
  void every_text_has_its_vector_and_all_of_them_are_counted() {
    var found = embed(new Request(vendor.model("plain"), texts(3), Kind.PASSAGE, Optional.empty()));
    assertVectors(found, texts(3), 0);
    var counted = Optional.of(3 * EmbedderUnderTest.TOKENS);
    assertThat(found.inputTokens())
        .isEqualTo(vendor.format().counts() ? counted : Optional.empty());
  }

  @Test
  void the_length_that_is_wished_for_is_asked_for() {
    String model = vendor.model("plain");
    var found = embed(new Request(model, texts(2), Kind.PASSAGE, Optional.of(4)));
    assertVectors(found, texts(2), 4);
    for (var body : server.seen(model).bodies) {
      assertThat(vendor.format().dimensions(body)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void what_the_vectors_are_for_is_told_where_the_vendor_makes_a_difference(Kind kind) {
    String model = vendor.model("plain");
    embed(new Request(model, texts(1), kind, Optional.empty()));
    var body = server.seen(model).bodies.getFirst();
    assertThat(vendor.format().purpose(body)).isEqualTo(vendor.format().purpose(kind));
  }

  @Test
  void more_texts_than_the_vendor_takes_become_several_requests_and_stay_in_order() {
    String model = vendor.model("plain");
    var found = embed(new Request(model, texts(250), Kind.PASSAGE, Optional.empty()));
    assertVectors(found, texts(250), 0);
    int asked = 0;
    for (var body : server.seen(model).bodies) asked += vendor.format().texts(body).size();
    assertThat(asked).isEqualTo(250);
  }

  @Test
  void where_one_request_fails_the_rest_is_not_asked() {
    String model = vendor.model("refused");
    var request = new Request(model, texts(2_000), Kind.PASSAGE, Optional.empty());
    assertThatThrownBy(() -> embed(request)).hasMessageNotContaining(Stage.SAID);
    assertThat(server.seen(model).bodies).hasSizeBetween(1, 16);
  }
}
