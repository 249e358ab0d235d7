package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What scores say of answers, measured on statements that were judged by hand. */
final class ScoreTest {
  private static final String PASSAGE =
      """
      The heat pump in the cellar was installed in March 2019 by the company Nordwind. It replaced an oil \
      burner from 1987. Every spring a technician cleans the filter and checks the pressure, which should lie \
      between 1.2 and 1.8 bar. The guarantee covers the compressor for ten years, but not the seals. Tenants \
      report faults to the caretaker, who answers within one working day. In winter the system needs about \
      40 kilowatt hours a day.
      """;

  private static final List<String> SUPPORTED =
      List.of(
          "The heat pump was installed in March 2019.",
          "Nordwind installed the heat pump in the cellar.",
          "An oil burner from 1987 was replaced by the heat pump.",
          "A technician cleans the filter every spring.",
          "The pressure should be between 1.2 and 1.8 bar.",
          "For ten years the guarantee covers the compressor.",
          "The seals are not covered by the guarantee.",
          "Faults are reported by tenants to the caretaker.",
          "The caretaker answers within one working day.",
          "About 40 kilowatt hours a day are needed by the system in winter.");

  private static final List<String> UNSUPPORTED =
      List.of(
          "The heat pump was installed in March 2021.",
          "The roof was insulated with sheep's wool.",
          "The pressure should be between 2.5 and 3.0 bar.",
          "The guarantee covers the compressor for 15 years.",
          "Solar panels on the roof deliver most of the electricity.",
          "The landlord pays the heating bill of all tenants.",
          "In summer the pump cools the living rooms.",
          "The caretaker lives on the third floor and keeps a dog.",
          "Oil prices have risen sharply over the last decade.",
          "The system is controlled by an app on the telephone.");

  private final Client client = RunningAi.LOCAL.someone();

  private JsonNode score(String answer, String... more) {
    var passage = Map.of("id", "p1", "text", PASSAGE);
    var other =
        Map.of("id", "p2", "text", "Bicycles are kept in the yard. Rubbish is fetched on Mondays.");
    var body =
        new java.util.HashMap<String, Object>(
            Map.of("answer", answer, "context", List.of(other, passage)));
    if (more.length > 0) body.put("reference", more[0]);
    return client.post("/v1/score", Json.text(body)).body();
  }

  /** The numbers that docs/prompts.md tells. */
  @Test
  void of_twenty_statements_judged_by_hand_at_least_eighteen_are_judged_alike() {
    var wrong = new ArrayList<String>();
    for (String statement : SUPPORTED) {
      if (score(statement).path("groundedness").doubleValue() < 1)
        wrong.add("missed: " + statement);
    }
    for (String statement : UNSUPPORTED) {
      if (score(statement).path("groundedness").doubleValue() > 0) wrong.add("taken: " + statement);
    }
    assertThat(wrong).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void statements_are_judged_one_by_one() {
    String answer =
        "The heat pump was installed in March 2019 [2]. [2] Whales sing at night [7]. Yes.";
    var scores = score(answer);
    assertThat(scores.path("sentences").intValue()).isEqualTo(3);
    assertThat(scores.path("groundedness").doubleValue()).isEqualTo(0.5);
    assertThat(scores.path("citation_coverage").doubleValue()).isEqualTo(0.5);
    var first = scores.path("statements").path(0);
    assertThat(first.path("context_id").stringValue()).isEqualTo("p1");
    assertThat(answer.substring(first.path("start").intValue(), first.path("end").intValue()))
        .isEqualTo("The heat pump was installed in March 2019 [2]. [2]");
    assertThat(scores.path("tokens_exact").booleanValue()).isTrue();
    assertThat(scores.path("characters").intValue()).isEqualTo(answer.length());
  }

  @Test
  void a_reference_tells_how_near_an_answer_is() {
    String answer = "The heat pump was installed in March 2019.";
    var same = score(answer, answer).path("reference");
    assertThat(same.path("similarity").doubleValue()).isGreaterThan(0.99);
    assertThat(same.path("word_f1").doubleValue()).isEqualTo(1);
    var other = score(answer, "Whales sing at night.").path("reference");
    assertThat(other.path("similarity").doubleValue()).isLessThan(0.7);
    assertThat(other.path("word_f1").doubleValue()).isZero();
  }

  @Test
  void without_passages_nothing_is_said_of_groundedness() {
    var scores = client.post("/v1/score", "{\"answer\":\"The pump is blue.\"}").body();
    assertThat(scores.path("groundedness").isNull()).isTrue();
    assertThat(scores.path("sentences").intValue()).isEqualTo(1);
  }
}
