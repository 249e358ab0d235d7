package foundry.local;

import foundry.http.Json;
import foundry.local.oidc.Persona;
import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks the paths of the first requests, so that people do not wait for them: a query through both
 * authorisation nets, a signed link, a question that is refused, a search and an answer. Changes
 * nothing. A failure here is only slow, so it is logged and no more.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  private static final String QUESTION = "How do I reset the pump?";

  private static final String FIRST_PROJECT = "/viewer/organizations/nodes/0/projects/nodes/0/id";

  /** Never asks a connected model: that would cost money at every start. */
  private static final Map<String, ?> ANSWER =
      Map.of(
          "model",
          "local/extractive",
          "prompt",
          QUESTION,
          "stream",
          true,
          "context",
          List.of(
              Map.of("id", "p", "text", "Hold the green key. Then the pump is reset. ".repeat(9))));

  /** Nobody asked: it is no organization's usage. */
  private static final Caller NOBODY =
      new Caller(OrgId.NOBODY, new UserId(OrgId.NOBODY.value()), Optional.empty(), "req_warmup");

  private final Plan plan;
  private final Stack stack;

  WarmUp(Plan plan, Stack stack) {
    this.plan = plan;
    this.stack = stack;
  }

  void run() {
    try (var api = new GraphQl(plan.url(), stack.issuer()::accessToken, Persona.ADA);
        var http = HttpClient.newHttpClient()) {
      var project = api.run(OVERVIEW, Map.of()).at(FIRST_PROJECT);
      api.run(ASK, Map.of("input", Map.of("projectId", project.asString(), "question", "")));
      for (var request : searchAndAnswer()) {
        int status = http.send(request, BodyHandlers.ofString()).statusCode();
        if (status != 200) LOG.info("warm-up: the AI service answered {}", status);
      }
    } catch (IOException | SQLException | RuntimeException e) {
      LOG.info("warm-up failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A search in the oldest project and an answer, by quotation; none if there is no project. */
  private List<HttpRequest> searchAndAnswer() throws SQLException {
    try (var connection = stack.postgres().superuser();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select org_id, id, owner_id from app.project order by created_at limit 1")) {
      if (!rows.next()) return List.of();
      var project = rows.getObject(2, UUID.class);
      var caller =
          new Caller(
              new OrgId(rows.getObject(1, UUID.class)),
              new UserId(rows.getObject(3, UUID.class)),
              Optional.of(new ProjectId(project)),
              "req_warmup");
      var search = Map.of("collection", project.toString(), "query", QUESTION);
      return List.of(post(caller, "retrieve", search), post(NOBODY, "generate", ANSWER));
    }
  }

  private HttpRequest post(Caller caller, String what, Map<String, ?> body) {
    byte[] secret = plan.secrets().random("internal").getBytes(StandardCharsets.UTF_8);
    var token = new CallerTokens(secret, Clock.systemUTC()).sign(caller);
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/v1/%s".formatted(plan.ports().ai(), what)))
        .version(HttpClient.Version.HTTP_1_1)
        .header("authorization", "Bearer " + token)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(Json.text(body)))
        .build();
  }

  /** Asks one question and waits for its answer: the whole path, for the start-up cache. */
  void rehearse() {
    try (var api = new GraphQl(plan.url(), stack.issuer()::accessToken, Persona.ADA)) {
      var project = api.run(OVERVIEW, Map.of()).at(FIRST_PROJECT);
      var input = Map.of("projectId", project.asString(), "question", QUESTION);
      var job = api.mutate("ask", ASK, input).at("/job/id").asString();
      boolean ended = Until.isTrue(ANSWER_MAX, () -> hasEnded(api, job));
      if (!ended) LOG.warn("The rehearsal's question was not answered in time.");
    }
  }

  private static boolean hasEnded(GraphQl api, String job) {
    var status = api.run(JOB, Map.of("id", job)).at("/node/status").asString();
    return !status.equals("QUEUED") && !status.equals("RUNNING");
  }

  private static final String OVERVIEW =
      """
      { viewer { id name organizations(first: 1) { nodes { id name viewerRole
          projects(first: 5) { nodes { id name suggestedQuestions
            documents(first: 5) { nodes { id name status downloadUrl passageCount } }
            jobs(first: 5) { nodes { id kind status percent answer { text } } } } } } } } }
      """;

  private static final String ASK =
      """
      mutation ($input: AskInput!) {
        ask(input: $input) { job { id } userErrors { message } }
      }
      """;

  private static final String JOB =
      """
      query ($id: ID!) {
        node(id: $id) { ... on Job { status answer { text citations { number quote } } } }
      }
      """;
}
