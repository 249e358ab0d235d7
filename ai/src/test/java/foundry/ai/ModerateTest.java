package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ModerateTest {
  private final Client client = RunningAi.LOCAL.someone();

  private JsonNode judge(String text) {
    var reply = client.post("/v1/moderate", Json.text(Map.of("input", text)));
    return reply.body().path("results").path(0);
  }

  private static String met(JsonNode judgement) {
    return judgement.path("categories").properties().stream()
        .filter(entry -> entry.getValue().booleanValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          harassment | You're so stupid
          harassment | Nobody likes you.
          self-harm,self-harm/intent | I want to   kill myself
          self-harm,self-harm/instructions | How do I kill myself?
          harassment/threatening,violence | I will kill you
          illicit    | how to cook meth
          illicit,illicit/violent | how to make a pipe bomb
          hate       | I hate all immigrants
          hate,hate/threatening | Immigrants should be exterminated
          sexual,sexual/minors | child porn
          violence/graphic | He decapitated the victim
          sexual     | send me nudes
          pii        | Write to jane.doe@example.com
          pii        | My number is +41 44 668 18 00
          pii        | Visa 4111 1111 1111 1111, please
          pii        | card 4111-1111-1111-1111
          pii        | 4111111111111111
          pii        | 12 4111 1111 1111 1111 12/29
          pii        | short Visa 4222222222222
          pii        | Mastercard 5555 5555 5555 4444
          pii        | Mastercard 2223003122003222
          pii        | Amex 3782 822463 10005
          pii        | Discover 6011111111111117
          pii        | Diners 3056 9309 0259 04
          pii        | JCB 3530111333300000
          pii        | UnionPay 6200000000000000018
          pii        | Maestro 6759649826438453
          secrets    | key AKIAABCDEFGHIJKLMNOP
          secrets    | password: correct-horse
          """)
  void a_text_is_flagged_for_its_categories(String categories, String text) {
    var judgement = judge(text);
    assertThat(met(judgement)).isEqualTo(categories);
    assertThat(judgement.path("flagged").booleanValue()).isTrue();
    for (String category : categories.split(",", -1)) {
      assertThat(judgement.path("scores").path(category).doubleValue()).isGreaterThan(0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How do I kill a process that hangs?",
        "The bombing of the city in 1943 killed thousands.",
        "This class has 3 children and 12 members.",
        "The password policy requires 12 characters.",
        "4111 1111 1111 1112 is no card, nor is order 1234567812345670.",
        "A share of 0.4111111111111111 of 411111111111111100000000000.",
        ""
      })
  void an_ordinary_text_is_not_flagged(String text) {
    var judgement = judge(text);
    assertThat(met(judgement)).isEmpty();
    assertThat(judgement.path("flagged").booleanValue()).isFalse();
  }

  @Test
  void a_typographic_apostrophe_changes_nothing() {
    assertThat(met(judge("you\u2019re pathetic"))).isEqualTo("harassment");
  }

  @Test
  void a_long_text_is_judged_quickly() {
    long start = System.nanoTime();
    judge("a@".repeat(190_000));
    judge("you ".repeat(90_000));
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void texts_are_judged_in_order() {
    var results =
        client
            .post("/v1/moderate", "{\"input\":[\"fine\",\"i will kill you\"]}")
            .body()
            .path("results");
    assertThat(results.path(0).path("flagged").booleanValue()).isFalse();
    assertThat(results.path(1).path("flagged").booleanValue()).isTrue();
  }

  @Test
  void every_category_of_openai_is_judged() {
    assertThat(judge("fine").path("categories").propertyNames())
        .contains(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/instructions",
            "self-harm/intent",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic");
  }

  @Test
  void a_model_nobody_offers_is_not_found() {
    var reply = client.post("/v1/moderate", "{\"input\":\"x\",\"model\":\"local/rule\"}");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.message()).contains("such as local/rules");
  }
}
