package foundry.ai.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogueImportTest {
  private static final Source FIRST = source(1);
  private static final Source LATER = source(2);

  private static Source source(int day) {
    return new Source(LocalDate.of(2026, 7, day), URI.create("https://example.com/api.json"));
  }

  private static String modelsDev(String cost) {
    return """
        {"nobody":{"models":{"x":{"id":"x"}}},
         "openai":{"models":{"gpt-9":{"id":"gpt-9","tool_call":true,"reasoning":true,
           "modalities":{"input":["text","image"],"output":["text"]},
           "limit":{"context":1000,"output":100},"cost":%s}}}}
        """
        .formatted(cost);
  }

  private static CatalogueImport.Result read(Catalogue into, int percent, String json, Source on) {
    return new CatalogueImport(into, percent).read(json, ImportFormat.MODELS_DEV, on);
  }

  private static CatalogueImport.Result first(String cost) {
    return read(Catalogue.empty(), 50, modelsDev(cost), FIRST);
  }

  @Test
  void facts_of_models_dev_become_ours() {
    var result =
        first(
            """
            {"input":0.049999999999999996,"output":2,"cache_read":0.01,"tiers":[
              {"tier":{"size":200},"input":0.1,"output":4}]}
            """);
    var model = result.models().getFirst();
    assertThat(result.models()).hasSize(1);
    assertThat(model.id()).isEqualTo("openai/gpt-9");
    assertThat(model.family()).isEqualTo("gpt");
    assertThat(model.contextTokens()).contains(1000);
    assertThat(model.can(Capability.TOOLS)).isTrue();
    assertThat(model.can(Capability.IMAGES)).isTrue();
    assertThat(model.can(Capability.JSON_SCHEMA)).isFalse();
    var price = model.price().orElseThrow();
    assertThat(price.base().input()).isEqualTo(new BigDecimal("0.05"));
    assertThat(price.tiers().getFirst().aboveTokens()).isEqualTo(200);
    assertThat(price.version()).isEqualTo("2026-07-01 https://example.com/api.json");
  }

  @Test
  void facts_of_litellm_become_ours() {
    String json =
        """
        {"sample_spec":{"litellm_provider":"one of many","mode":"chat"},
         "gpt-9":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":7.5e-08,
           "output_cost_per_token":3e-07,"max_input_tokens":1000,"supports_vision":true,
           "input_cost_per_token_above_200k_tokens":1.5e-07,
           "output_cost_per_token_above_200k_tokens":6e-07},
         "cohere/rerank-9":{"litellm_provider":"cohere","mode":"rerank","input_cost_per_token":0},
         "1024/dall-e":{"litellm_provider":"openai","mode":"image_generation"}}
        """;
    var models =
        new CatalogueImport(Catalogue.empty(), 50).read(json, ImportFormat.LITELLM, FIRST).models();
    assertThat(models)
        .extracting(ModelFacts::id)
        .containsExactly("cohere/rerank-9", "openai/gpt-9");
    var price = models.getLast().price().orElseThrow();
    assertThat(price.base().input()).isEqualTo(new BigDecimal("0.075"));
    assertThat(price.tiers()).extracting(Price.Tier::aboveTokens).containsExactly(200_000);
    assertThat(models.getFirst().price()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"input\":1}", "{\"input\":0,\"output\":0}"})
  void a_price_that_is_not_known_is_none(String cost) {
    assertThat(first(cost).models().getFirst().price()).isEmpty();
  }

  @Test
  void a_price_that_jumps_is_told_and_one_that_moves_a_little_is_not() {
    var known = new Catalogue(first("{\"input\":1,\"output\":2}").models());
    assertThat(read(known, 50, modelsDev("{\"input\":1.5,\"output\":2}"), LATER).jumps()).isEmpty();
    assertThat(read(known, 50, modelsDev("{\"input\":1.51,\"output\":2}"), LATER).jumps())
        .containsExactly("openai/gpt-9: input: 1.00 -> 1.51 (51 %, expected: at most 50 %)");
    assertThat(read(known, 100, modelsDev("{\"input\":2,\"output\":4}"), LATER).jumps()).isEmpty();
  }

  @Test
  void what_did_not_change_keeps_its_date_and_what_is_not_named_stays() {
    var known = new Catalogue(first("{\"input\":1,\"output\":2}").models());
    var same = read(known, 50, modelsDev("{\"input\":1,\"output\":2}"), LATER);
    assertThat(same.changes()).isEmpty();
    assertThat(same.models()).isEqualTo(List.copyOf(known.all()));
    String other = modelsDev("{\"input\":1,\"output\":2}").replace("gpt-9", "gpt-8");
    assertThat(read(known, 50, other, LATER).models())
        .extracting(ModelFacts::id)
        .containsExactly("openai/gpt-8", "openai/gpt-9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[]", "{}", "7", "{\"openai\":7}"})
  void what_is_no_catalogue_is_refused(String json) {
    assertThatThrownBy(() -> read(Catalogue.empty(), 50, json, FIRST))
        .isInstanceOf(CatalogueFile.Unreadable.class);
  }

  @Test
  void the_catalogue_that_is_built_in_holds_what_it_promises() {
    var catalogue = Catalogue.builtIn();
    assertThat(catalogue.all()).hasSizeGreaterThan(200);
    for (var model : catalogue.all()) {
      assertThat(model.family()).as(model.id()).isNotBlank();
      assertThat(model.capabilities()).as(model.id()).isNotEmpty();
      assertThat(catalogue.model(model.id())).contains(model);
      model.price().ifPresent(price -> holds(model.id(), price));
    }
    for (String id : List.of("openai/gpt-4.1-mini", "anthropic/claude-sonnet-5")) {
      assertThat(catalogue.model(id).flatMap(ModelFacts::price)).as(id).isPresent();
    }
  }

  private static void holds(String id, Price price) {
    assertThat(price.base().input()).as(id).isNotNegative();
    assertThat(price.base().output()).as(id).isNotNegative();
    price.base().cachedInput().ifPresent(rate -> assertThat(rate).as(id).isNotNegative());
    price
        .base()
        .cachedInput()
        .ifPresent(rate -> assertThat(rate).as(id).isLessThanOrEqualTo(price.base().input()));
    assertThat(price.source().date()).as(id).isAfter(LocalDate.of(2026, 1, 1));
  }
}
