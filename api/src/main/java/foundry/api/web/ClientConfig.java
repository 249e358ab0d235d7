package foundry.api.web;

import foundry.api.Limits;
import foundry.api.Settings;
import foundry.api.document.FileType;
import foundry.http.GetRoute;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code /config.json}: what a client has to know before anybody has signed in. Nothing secret. */
public final class ClientConfig {
  private final Buffer body;

  public ClientConfig(Settings settings) {
    var config = new LinkedHashMap<String, Object>();
    config.put("issuer", settings.oidc().issuer().toString());
    config.put("clientId", settings.oidc().clientId());
    config.put("apiAudience", settings.oidc().audience());
    config.put("uploadBytesMax", Limits.UPLOAD_BYTES_MAX);
    config.put("questionCharactersMax", Limits.QUESTION_CHARACTERS_MAX);
    config.put(
        "acceptedTypes",
        Arrays.stream(FileType.values())
            .map(t -> Map.of("extension", t.extension(), "mediaType", t.mediaType()))
            .toList());
    config.put("environment", settings.environment().name().toLowerCase(Locale.ROOT));
    this.body = Json.bytes(config);
  }

  public void addTo(Router router) {
    GetRoute.of(router, "/config.json")
        .handler(
            http ->
                http.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .end(body));
  }
}
