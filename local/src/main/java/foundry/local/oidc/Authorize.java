package foundry.local.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in begins (OpenID Connect Core, 3.1.2): answers a code to whoever is signed in, and
 * the page of personas to whoever is not.
 */
final class Authorize {
  private final String issuer;
  private final Client client;
  private final Sessions sessions;
  private final Codes codes;
  private final SignInPage page;
  private final Clock clock;

  Authorize(
      String issuer, Client client, Sessions sessions, Codes codes, SignInPage page, Clock clock) {
    this.issuer = issuer;
    this.client = client;
    this.sessions = sessions;
    this.codes = codes;
    this.page = page;
    this.clock = clock;
  }

  void ask(RoutingContext context) {
    request(context).ifPresent(request -> answer(context, request));
  }

  /** A persona's card was pressed. Other sites may not press it on somebody's behalf. */
  void choose(RoutingContext context) {
    String origin = context.request().getHeader("origin");
    if (origin != null && !origin.equals(issuer)) {
      page.refuse(context, "This sign-in was started by another site.");
      return;
    }
    var persona = Optional.ofNullable(context.request().getFormAttribute("persona"));
    var chosen = persona.flatMap(Persona::of);
    if (chosen.isEmpty()) {
      page.refuse(context, "There is no such person to sign in as.");
      return;
    }
    request(context)
        .ifPresent(request -> giveCode(context, request, sessions.begin(context, chosen.get())));
  }

  /** The request if it is valid; else it has been answered. */
  private Optional<AuthenticationRequest> request(RoutingContext context) {
    String query = Optional.ofNullable(context.request().query()).orElse("");
    try {
      var request = AuthenticationRequest.parse(query);
      if (isUnknown(request.getClientID().getValue(), request.getRedirectionURI())) {
        refuseUnknown(context);
        return Optional.empty();
      }
      var error = error(request);
      error.ifPresent(e -> redirect(context, request.getRedirectionURI(), e, request.getState()));
      return error.isEmpty() ? Optional.of(request) : Optional.empty();
    } catch (ParseException e) {
      refuse(context, e);
      return Optional.empty();
    }
  }

  private boolean isUnknown(String clientId, URI redirectUri) {
    return !client.id().equals(clientId) || !client.mayBeAnsweredAt(redirectUri);
  }

  private void refuse(RoutingContext context, ParseException e) {
    var clientId = e.getClientID();
    var redirectUri = e.getRedirectionURI();
    if (clientId == null || redirectUri == null || isUnknown(clientId.getValue(), redirectUri)) {
      refuseUnknown(context);
      return;
    }
    redirect(context, redirectUri, e.getErrorObject(), e.getState());
  }

  /** Never by a redirect: it would lead wherever the sender of the request wants. */
  private void refuseUnknown(RoutingContext context) {
    page.refuse(
        context, "The application that asked for this sign-in, or its address, is not known here.");
  }

  private static Optional<ErrorObject> error(AuthenticationRequest request) {
    if (request.specifiesRequestObject()) return Optional.of(OAuth2Error.REQUEST_NOT_SUPPORTED);
    if (!ResponseType.CODE.equals(request.getResponseType())) {
      return Optional.of(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
    }
    if (!ResponseMode.QUERY.equals(request.impliedResponseMode())) {
      return Optional.of(invalid("response_mode has to be query"));
    }
    if (request.getCodeChallenge() == null) {
      return Optional.of(invalid("code_challenge is missing: PKCE is required"));
    }
    if (!CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
      return Optional.of(invalid("code_challenge_method has to be S256"));
    }
    return Optional.empty();
  }

  private static ErrorObject invalid(String description) {
    return OAuth2Error.INVALID_REQUEST.setDescription(description);
  }

  private void answer(RoutingContext context, AuthenticationRequest request) {
    var session = sessions.of(context).filter(s -> isRecent(s, request));
    if (wants(request, Prompt.Type.NONE)) {
      session.ifPresentOrElse(
          s -> giveCode(context, request, s),
          () ->
              redirect(
                  context,
                  request.getRedirectionURI(),
                  OIDCError.LOGIN_REQUIRED,
                  request.getState()));
      return;
    }
    boolean again = wants(request, Prompt.Type.LOGIN) || wants(request, Prompt.Type.SELECT_ACCOUNT);
    if (again || session.isEmpty()) {
      page.show(context);
    } else {
      giveCode(context, request, session.get());
    }
  }

  private static boolean wants(AuthenticationRequest request, Prompt.Type type) {
    return request.getPrompt() != null && request.getPrompt().contains(type);
  }

  private boolean isRecent(Session session, AuthenticationRequest request) {
    int secondsMax = request.getMaxAge();
    return secondsMax < 0 || !session.since().plusSeconds(secondsMax).isBefore(clock.instant());
  }

  private void giveCode(RoutingContext context, AuthenticationRequest request, Session session) {
    var code =
        codes.issue(
            new Grant(
                session,
                request.getScope(),
                request.getRedirectionURI(),
                request.getCodeChallenge(),
                request.getNonce(),
                clock.instant().plus(Codes.LIFETIME)));
    redirect(
        context,
        new AuthorizationSuccessResponse(
                request.getRedirectionURI(),
                code,
                null,
                request.getState(),
                new Issuer(issuer),
                ResponseMode.QUERY)
            .toURI());
  }

  private void redirect(
      RoutingContext context, URI redirectUri, ErrorObject error, @Nullable State state) {
    redirect(
        context,
        new AuthorizationErrorResponse(
                redirectUri, error, state, new Issuer(issuer), ResponseMode.QUERY)
            .toURI());
  }

  private static void redirect(RoutingContext context, URI target) {
    context
        .response()
        .setStatusCode(303)
        .putHeader("location", target.toString())
        .putHeader("cache-control", "no-store")
        .end();
  }
}
