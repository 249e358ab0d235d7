package foundry.local.oidc;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who an access token names (OpenID Connect Core, 5.3). */
final class UserInfo {
  private static final String SCHEME = "Bearer ";

  private final Tokens tokens;

  UserInfo(Tokens tokens) {
    this.tokens = tokens;
  }

  void answer(RoutingContext context) {
    Optional.ofNullable(context.request().getHeader("authorization"))
        .filter(header -> header.startsWith(SCHEME))
        .flatMap(header -> tokens.verify(header.substring(SCHEME.length())))
        .ifPresentOrElse(persona -> answer(context, persona), () -> refuse(context));
  }

  private static void answer(RoutingContext context, Persona persona) {
    context.response().putHeader("cache-control", "no-store");
    context.json(
        new JsonObject()
            .put("sub", persona.subject())
            .put("name", persona.name())
            .put("email", persona.email())
            .put("email_verified", true));
  }

  private static void refuse(RoutingContext context) {
    context
        .response()
        .setStatusCode(401)
        .putHeader("www-authenticate", "Bearer error=\"invalid_token\"")
        .end();
  }
}
