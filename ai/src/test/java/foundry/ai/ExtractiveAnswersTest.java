package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The local model quotes what fits and says so when nothing does. */
final class ExtractiveAnswersTest {
  private static final List<String> PASSAGES =
      List.of(
          """
          Welcome to the Acme handbook. Employees receive 25 vacation days per year. Unused days
          expire at the end of March of the following year.

          The office in Zurich opens at 8 in the morning. Dogs are welcome on Fridays, as long as
          they are on a leash.""",
          """
          Expenses above 100 francs need the approval of a manager. Receipts must be handed in
          within 30 days. See the figure in [1] for *limits*.""",
          """
          The lease term begins on 1 May 2024 and runs for five years. Rent is due on the first
          business day of each month. The tenant shall pay a security deposit equal to three months
          of rent.""",
          """
          Photosynthesis converts light energy into chemical energy stored in glucose. Chlorophyll
          absorbs mostly blue and red light. Oxygen is released as a by-product.""",
          """
          The pump must be serviced every 2,000 operating hours. Before opening the housing,
          disconnect the power and wait ten minutes until the capacitor is discharged.""",
          """
          Revenue grew 12% to $4.3 billion in fiscal 2023, driven by cloud subscriptions. Operating
          margin declined to 18.4% because of restructuring charges.""");

  private final Client client = RunningAi.LOCAL.someone();

  private static String body(String question, boolean stream) {
    var context = new ArrayList<Map<String, String>>();
    for (String passage : PASSAGES) {
      context.add(Map.of("id", "p" + (context.size() + 1), "text", passage));
    }
    return Json.text(Map.of("prompt", question, "context", context, "stream", stream));
  }

  private JsonNode ask(String question) {
    var reply = client.post("/v1/generate", body(question, false));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("extractive").booleanValue()).isTrue();
    assertThat(reply.body().path("model").stringValue()).isEqualTo("local/extractive");
    return reply.body();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          How many vacation days do employees get? | 25 vacation days       | 1
          May I bring my dog?                      | Dogs are welcome       | 1
          When does the office open?               | opens at 8             | 1
          What is the deadline for receipts?       | within 30 days         | 2
          Who has to approve expenses?             | approval of a manager  | 2
          How long is the lease?                   | five years             | 3
          When must rent be paid?                  | first business day     | 3
          Which colours does chlorophyll absorb?   | blue and red           | 4
          How often should the pump be maintained? | every 2,000 operating  | 5
          Why did the margin fall?                 | restructuring charges  | 6
          What was the revenue?                    | $4.3 billion           | 6
          """)
  void a_question_is_answered_with_the_sentence_that_fits(String question, String says, int cites) {
    var answer = ask(question);
    assertThat(answer.path("text").stringValue()).contains(says).contains("[" + cites + "]");
    assertThat(answer.path("grounded").booleanValue()).isTrue();
    assertThat(
            answer.path("citations").values().stream().map(c -> c.path("context_id").stringValue()))
        .contains("p" + cites);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Who won the world cup in 1998?",
        "What is the capital of France?",
        "How do I bake bread?",
        "What is the salary of the CEO?",
        "What is the parental leave policy?",
        "What is quantum entanglement?",
        "How do cats sleep?",
        "hello"
      })
  void a_question_the_documents_do_not_answer_is_not_answered(String question) {
    var answer = ask(question);
    assertThat(answer.path("text").stringValue()).startsWith("The documents do not answer");
    assertThat(answer.path("grounded").booleanValue()).isFalse();
    assertThat(answer.path("citations").size()).isZero();
  }

  @Test
  void every_quoted_sentence_stands_in_its_passage() {
    var text = ask("How long is the lease, and when is rent due?").path("text").stringValue();
    var sentences = text.split(" \\[\\d]\\s*(- )?");
    assertThat(sentences).isNotEmpty();
    String all = String.join(" ", PASSAGES).replaceAll("\\s+", " ");
    for (String sentence : sentences) assertThat(all).contains(sentence.replace("\\", ""));
  }

  @Test
  void a_summary_takes_a_sentence_of_several_passages() {
    assertThat(ask("Summarize this document").path("citations").size()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void quoted_brackets_are_no_citations_and_quoted_stars_no_markdown() {
    var answer = ask("Which figure shows the limits?");
    assertThat(answer.path("text").stringValue()).contains("\\[1\\]").contains("\\*limits\\*");
    assertThat(answer.path("citations").path(0).path("context_id").stringValue()).isEqualTo("p2");
    assertThat(answer.path("citations").size()).isEqualTo(1);
  }

  @Test
  void a_stream_comes_in_phrases() throws Exception {
    try (var events = client.stream("POST", "/v1/generate", body("When is rent due?", true))) {
      var all = events.all();
      assertThat(all.getFirst().name()).isEqualTo("start");
      assertThat(all.getLast().name()).isEqualTo("end");
      assertThat(all).hasSizeGreaterThan(4);
    }
  }

  @Test
  void without_documents_it_says_what_it_needs() {
    var answer = client.post("/v1/generate", "{\"prompt\":\"What is love?\"}").body();
    assertThat(answer.path("text").stringValue()).contains("only quote from documents");
    assertThat(answer.path("grounded").isNull()).isTrue();
  }

  @Test
  void no_passages_at_all_are_no_answer() {
    var answer = client.post("/v1/generate", "{\"prompt\":\"What?\",\"context\":[]}").body();
    assertThat(answer.path("grounded").booleanValue()).isFalse();
    assertThat(answer.path("text").stringValue()).startsWith("The documents do not answer");
  }

  @Test
  void few_tokens_cut_the_answer() {
    String body = body("When is rent due?", false).replaceFirst("\\{", "{\"max_tokens\":5,");
    var answer = client.post("/v1/generate", body).body();
    assertThat(answer.path("finish_reason").stringValue()).isEqualTo("length");
    assertThat(answer.path("text").stringValue().length()).isBetween(1, 20);
  }

  @Test
  void a_heading_is_no_answer_but_says_what_stands_under_it() {
    String passage =
        """
        Resetting the unit

        Hold the green key for five seconds, until the lamp blinks amber. Then press it again.

        Cleaning

        Wipe the housing with a damp cloth.""";
    var context = List.of(Map.of("id", "p1", "text", passage));
    var request = Map.of("prompt", "How do I reset the unit?", "context", context);
    var reply = client.post("/v1/generate", Json.text(request));
    assertThat(reply.body().path("text").stringValue())
        .startsWith("Hold the green key for five seconds, until the lamp blinks amber.")
        .endsWith("[1]")
        .doesNotContain("Resetting", "Wipe");
  }
}
