package foundry.local;

import foundry.http.Json;
import foundry.local.data.Refusal;
import foundry.settings.SettingsReader;
import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import foundry.viewer.KeyId;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The running AI service, asked about keys on behalf of an owner of the organization. */
final class KeyService {
  private static final String OWNER =
      """
      select m.org_id, m.user_id from app.membership m
        join app.organization o on o.id = m.org_id
      where m.role = 'OWNER' and m.suspended_at is null and (cast(? as uuid) is null or m.org_id = cast(? as uuid))
      order by o.created_at, m.created_at limit 1
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI url;
  private final String token;

  private KeyService(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  /**
   * @param org empty: the oldest
   */
  static KeyService of(SettingsReader settings, Optional<OrgId> org) {
    var url = settings.url("FOUNDRY_AI_URL", "where the AI service is");
    var secret = settings.required("FOUNDRY_INTERNAL_SECRET", "what api and ai know each other by");
    var database = settings.required("FOUNDRY_DATABASE_URL", "where PostgreSQL is");
    var user = settings.required("FOUNDRY_DATABASE_OWNER", "the role that owns the schema");
    var password = settings.text("FOUNDRY_DATABASE_OWNER_PASSWORD", "");
    settings.check();
    var caller = owner(database, user, password, org);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return new KeyService(url, new CallerTokens(bytes, Clock.systemUTC()).sign(caller));
  }

  private static Caller owner(String url, String user, String password, Optional<OrgId> org) {
    var id = org.map(OrgId::value).orElse(null);
    try (var connection = DriverManager.getConnection(url, user, password);
        var statement = connection.prepareStatement(OWNER)) {
      statement.setObject(1, id, java.sql.Types.OTHER);
      statement.setObject(2, id, java.sql.Types.OTHER);
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) throw nobody(org);
        var orgId = new OrgId(rows.getObject(1, UUID.class));
        var userId = new UserId(rows.getObject(2, UUID.class));
        return new Caller(orgId, userId, Optional.empty(), "req_foundry_key");
      }
    } catch (SQLException e) {
      throw new Refusal(
          "The database at %s does not answer.".formatted(url.replaceFirst("[?].*", "")),
          "Is FOUNDRY_DATABASE_URL right? Does the product run? ./foundry status",
          e);
    }
  }

  private static Refusal nobody(Optional<OrgId> org) {
    return org.map(
            id -> new Refusal("Organization %s has no owner.".formatted(id), "See the web app."))
        .orElseGet(() -> new Refusal("There is no organization yet.", "Start with: ./foundry up"));
  }

  URI url() {
    return url;
  }

  /**
   * @param days until it ends; empty: it does not
   */
  JsonNode create(String name, List<String> scopes, Optional<Integer> days) {
    var fields = new HashMap<String, Object>(Map.of("name", name, "scopes", scopes));
    days.ifPresent(count -> fields.put("expires_in_days", count));
    var body = Json.text(fields);
    return ask(request("/v1/keys").POST(BodyPublishers.ofString(body)));
  }

  Iterable<JsonNode> list() {
    return ask(request("/v1/keys").GET()).path("keys");
  }

  void revoke(KeyId id) {
    ask(request("/v1/keys/" + id).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(PATIENCE)
        .header("authorization", "Bearer " + token);
  }

  private static JsonNode ask(HttpRequest.Builder request) {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var reply = http.send(request.build(), BodyHandlers.ofString());
      var body = Json.tree(reply.body());
      if (reply.statusCode() == 200) return body;
      throw new Refusal(body.at("/error/message").asString(), "Nothing was changed.");
    } catch (IOException e) {
      throw new Refusal(
          "The AI service at %s does not answer.".formatted(request.build().uri().getAuthority()),
          "Does the product run? ./foundry status",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
