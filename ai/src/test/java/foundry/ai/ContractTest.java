package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** docs/api/ai.yaml is true: every operation in it is called, every reply fits it. */
final class ContractTest {
  private static void resumeAndCancel(Client client) throws Exception {
    String body = "{\"prompt\":\"x\",\"stream\":true,\"resumable\":true}";
    try (var events = client.stream("POST", "/v1/generate", body)) {
      String id = events.all().getFirst().data().path("id").stringValue();
      client.get("/v1/generations/" + id + "/events");
      client.delete("/v1/generations/" + id);
    }
  }

  @Test
  void every_operation_answers_as_written() throws Exception {
    var client = RunningAi.LOCAL.someone();
    String collection = UUID.randomUUID().toString();
    String document = "/v1/collections/" + collection + "/documents/" + UUID.randomUUID();
    var page = Map.of("number", 1, "label", "i", "text", "The answer is forty-two.");
    client.put(
        document, Json.text(Map.of("title", "T", "content_hash", "h", "pages", List.of(page))));
    client.post("/v1/retrieve", Json.text(Map.of("collection", collection, "query", "answer?")));
    client.post("/v1/generate", "{\"prompt\":\"x\"}");
    client.post("/v1/embed", "{\"input\":\"x\"}");
    client.post("/v1/rerank", "{\"query\":\"x\",\"texts\":[\"x\"]}");
    client.post("/v1/moderate", "{\"input\":\"x\"}");
    client.post("/v1/tokens", "{\"input\":\"x\",\"family\":\"gpt\"}");
    client.post("/v1/score", "{\"answer\":\"The pump is blue.\"}");
    var message = Map.of("role", "user", "content", "Why?");
    client.put("/v1/templates/ask", Json.text(Map.of("messages", List.of(message))));
    client.put("/v1/templates/ask/labels/production", "{\"version\":1}");
    client.get("/v1/templates/ask");
    client.get("/v1/templates");
    client.post("/v1/chunk", "{\"text\":\"x\",\"family\":\"gpt\"}");
    client.delete(document);
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
    client.post("/v1/chat/completions", "{" + messages + "}");
    client.post("/v1/messages", "{\"max_tokens\":10," + messages + "}");
    client.post("/v1/messages/count_tokens", "{" + messages + "}");
    String embedding = "local/bge-small-en-v1.5";
    client.post("/v1/embeddings", "{\"model\":\"" + embedding + "\",\"input\":\"x\"}");
    client.post("/v1/moderations", "{\"input\":\"x\"}");
    client.get("/v1/models");
    client.get("/v1/routes");
    resumeAndCancel(client);
    client.get("/v1/models/" + embedding.replace("/", "%2F"));
    client.get("/v1/usage");
    var key = client.post("/v1/keys", "{\"name\":\"n\"}").body().path("id").stringValue();
    client.put(
        "/v1/keys/" + UUID.randomUUID(),
        "{\"name\":\"n\",\"prefix\":\"fk_12345\",\"sha256\":\"" + "0".repeat(64) + "\"}");
    client.get("/v1/keys");
    client.delete("/v1/keys/" + key);
    client.get("/healthz");
    client.get("/metrics");
    Await.until("ready", () -> client.get("/readyz").status() == 200);
    assertThat(Client.CALLED).containsAll(Contract.INSTANCE.operations());
  }
}
