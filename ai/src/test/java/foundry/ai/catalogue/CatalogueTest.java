package foundry.ai.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.catalogue.Price.Rates;
import foundry.ai.catalogue.Price.Tier;
import foundry.ai.provider.Outcome.Usage;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogueTest {
  private static final Source SOURCE =
      new Source(LocalDate.of(2026, 7, 2), URI.create("https://example.com/prices"));

  private static Rates rates(String input, String output, String cached, String write) {
    return new Rates(
        new BigDecimal(input), new BigDecimal(output), decimal(cached), decimal(write));
  }

  private static Optional<BigDecimal> decimal(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
  }

  private static ModelFacts model(String id) {
    return new ModelFacts(
        id, "f", Optional.empty(), Optional.empty(), Set.of(), SOURCE, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    // in, out, cached, written, cost
    "1000000, 0, 0, 0, 3",
    "0, 1000000, 0, 0, 15",
    "1000000, 0, 1000000, 0, 0.30",
    "1000000, 0, 0, 1000000, 3.75",
    "1000000, 1000000, 400000, 100000, 16.995",
    "1, 1, 0, 0, 0.000018",
    "0, 0, 0, 0, 0",
    // More cached than read, as some servers count: nobody pays more than once.
    "10, 0, 1000000, 1000000, 0.000003",
  })
  void every_token_is_charged_once(int input, int output, int cached, int write, BigDecimal cost) {
    var price = new Price(SOURCE, rates("3", "15", "0.30", "3.75"), List.of());
    assertThat(price.cost(new Usage(input, output, cached, write, 0))).isEqualByComparingTo(cost);
  }

  @Test
  void without_a_discount_cached_input_costs_what_input_costs() {
    var price = new Price(SOURCE, rates("2", "4", "", ""), List.of());
    assertThat(price.cost(new Usage(1_000_000, 0, 500_000, 500_000, 0))).isEqualByComparingTo("2");
  }

  @ParameterizedTest
  @CsvSource({"200000, 0.2", "200001, 0.400002", "500000, 1", "500001, 2.000004"})
  void a_long_prompt_is_charged_by_its_tier_as_a_whole(int input, BigDecimal cost) {
    var tiers =
        List.of(
            new Tier(500_000, rates("4", "1", "", "")), new Tier(200_000, rates("2", "1", "", "")));
    var price = new Price(SOURCE, rates("1", "1", "", ""), tiers);
    assertThat(price.cost(new Usage(input, 0))).isEqualByComparingTo(cost);
  }

  @Test
  void the_largest_counts_do_not_overflow() {
    var price = new Price(SOURCE, rates("10000", "10000", "", ""), List.of());
    assertThat(price.cost(new Usage(Integer.MAX_VALUE, Integer.MAX_VALUE)))
        .isEqualByComparingTo("42949672.94");
  }

  @ParameterizedTest
  @CsvSource({"-1,1,''", "1,-1,''", "1,1,-0.1", "1,1,1.01", "10001,1,''", "0.0000001,1,''"})
  void an_impossible_price_is_refused(String input, String output, String cached) {
    assertThatThrownBy(() -> rates(input, output, cached, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/gpt-4.1-mini",
        "openai/gpt-4.1-mini-2025-04-14",
        "openai/gpt-4.1-mini-0613",
        "openai/gpt-4.1-mini-20250414",
        "openai/gpt-4.1-mini-08-2024",
        "openai/gpt-4.1-mini@20250414",
        "openai/gpt-4.1-mini-latest",
        "openai/gpt-4.1-mini:latest"
      })
  void a_snapshot_is_its_model(String id) {
    var catalogue = new Catalogue(List.of(model("openai/gpt-4.1"), model("openai/gpt-4.1-mini")));
    assertThat(catalogue.model(id).map(ModelFacts::id)).contains("openai/gpt-4.1-mini");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "openai",
        "openai/",
        "openai/gpt-4.1-nano",
        "openai/gpt-4.1-5",
        "openai/gpt-4.1-mini-latest-tts",
        "openai/gpt-4.1-mini-2025-04-14-tts",
        "azure/gpt-4.1",
        "openai/gpt-4"
      })
  void another_model_is_unknown(String id) {
    var catalogue = new Catalogue(List.of(model("openai/gpt-4.1"), model("openai/gpt-4.1-mini")));
    assertThat(catalogue.model(id)).isEmpty();
  }

  @Test
  void a_model_is_in_it_once() {
    assertThatThrownBy(() -> new Catalogue(List.of(model("a/b"), model("a/b"))))
        .hasMessageContaining("a/b: twice");
  }

  @Test
  void what_was_built_in_is_readable_and_is_written_the_same_way() {
    var models = List.copyOf(Catalogue.builtIn().all());
    assertThat(models).isNotEmpty();
    assertThat(CatalogueFile.read(CatalogueFile.write(models))).isEqualTo(models);
  }
}
