package foundry.ai.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Extras.Dialect;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Prompts;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResponsesWireTest {
  private final ResponsesWire wire = new ResponsesWire();
  private final List<Event> events = new ArrayList<>();

  @Test
  void effort_is_passed_on_and_asks_for_a_summary_of_the_thoughts() {
    var effort = new Extras(Dialect.OPENAI, Map.of("reasoning_effort", Prompts.json("'low'")));
    var asked = Prompts.with(Prompts.question("gpt-5"), Prompts.tool(Extras.NONE), effort);
    assertThat(Prompts.body(wire, asked).path("reasoning"))
        .isEqualTo(Prompts.json("{'effort':'low','summary':'auto'}"));
    assertThat(Prompts.body(wire, Prompts.question("gpt-5")).has("reasoning")).isFalse();
  }

  @Test
  void the_format_stands_beside_the_text() {
    var shaped = Prompts.with(Prompts.question("gpt-5"), Prompts.schema());
    var format = Prompts.body(wire, shaped).path("text").path("format");
    assertThat(format.path("type").stringValue()).isEqualTo("json_schema");
    assertThat(format.path("name").stringValue()).isEqualTo("person");
    assertThat(format.path("strict").booleanValue()).isTrue();
    assertThat(format.path("schema").path("properties").has("age")).isTrue();
    var object = Prompts.with(Prompts.question("gpt-5"), new OutputFormat.JsonObject());
    assertThat(Prompts.body(wire, object).path("text"))
        .isEqualTo(Prompts.json("{'format':{'type':'json_object'}}"));
  }

  @Test
  void a_summary_of_the_thoughts_is_thinking_whole_or_streamed() {
    wire.whole(
        Buffer.buffer(
            """
            {"status":"completed","model":"gpt-5","output":[
              {"type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},
              {"type":"message","content":[{"type":"output_text","text":"42"}]}]}
            """),
        Prompts.question("gpt-5"),
        events::add);
    assertThat(events).containsExactly(new Event.Thinking("Hm."), new Event.Text("42"));
    events.clear();
    var reader = wire.reader(Prompts.question("gpt-5").streamed(true), events::add);
    for (String data :
        List.of(
            "{'type':'response.reasoning_summary_text.delta','summary_index':0,'delta':'Hm.'}",
            "{'type':'response.output_text.delta','delta':'42'}")) {
      reader.feed(Buffer.buffer("data: " + data.replace('\'', '"') + "\n\n"));
    }
    assertThat(events).containsExactly(new Event.Thinking("Hm."), new Event.Text("42"));
  }
}
