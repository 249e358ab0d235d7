package foundry.local.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where signing out ends (OpenID Connect RP-Initiated Logout). */
final class EndSession {
  private final Client client;
  private final Sessions sessions;
  private final SignInPage page;

  EndSession(Client client, Sessions sessions, SignInPage page) {
    this.client = client;
    this.sessions = sessions;
    this.page = page;
  }

  void end(RoutingContext context) {
    try {
      var request = LogoutRequest.parse(parameters(context));
      var target = Optional.ofNullable(request.getPostLogoutRedirectionURI());
      if (target.isPresent() && !client.mayReturnTo(target.get())) {
        page.refuse(context, "The address to return to after signing out is not known here.");
        return;
      }
      sessions.end(context);
      target.ifPresentOrElse(
          uri -> redirect(context, uri, request.getState()), () -> page.signedOut(context));
    } catch (ParseException e) {
      page.refuse(context, "This request to sign out cannot be read.");
    }
  }

  private static String parameters(RoutingContext context) {
    boolean posted = context.request().method().equals(HttpMethod.POST);
    String given = posted ? context.body().asString() : context.request().query();
    return given == null ? "" : given;
  }

  private static void redirect(RoutingContext context, URI target, @Nullable State state) {
    String query =
        state == null
            ? ""
            : "?state=" + URLEncoder.encode(state.getValue(), StandardCharsets.UTF_8);
    context
        .response()
        .setStatusCode(303)
        .putHeader("location", target + query)
        .putHeader("cache-control", "no-store")
        .end();
  }
}
