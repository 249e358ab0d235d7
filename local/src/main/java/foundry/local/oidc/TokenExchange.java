package foundry.local.oidc;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exchanges a code or a refresh token for tokens (RFC 6749, 4.1.3 and 6; RFC 7636, 4.6). */
final class TokenExchange {
  private final URI address;
  private final Client client;
  private final Codes codes;
  private final RefreshTokens refreshTokens;
  private final Tokens tokens;

  TokenExchange(
      URI address, Client client, Codes codes, RefreshTokens refreshTokens, Tokens tokens) {
    this.address = address;
    this.client = client;
    this.codes = codes;
    this.refreshTokens = refreshTokens;
    this.tokens = tokens;
  }

  void exchange(RoutingContext context) {
    try {
      var request = TokenRequest.parse(message(context));
      if (!isFromClient(request)) {
        refuse(context, OAuth2Error.INVALID_CLIENT);
        return;
      }
      answer(context, request);
    } catch (ParseException e) {
      refuse(
          context, e.getErrorObject() == null ? OAuth2Error.INVALID_REQUEST : e.getErrorObject());
    }
  }

  private HTTPRequest message(RoutingContext context) throws ParseException {
    var message = new HTTPRequest(HTTPRequest.Method.POST, address);
    var given = context.request().getHeader("content-type");
    if (given == null || !given.startsWith("application/x-www-form-urlencoded")) {
      throw new ParseException(
          "content-type: " + given,
          OAuth2Error.INVALID_REQUEST.setDescription("a form is expected"));
    }
    message.setEntityContentType(ContentType.APPLICATION_URLENCODED);
    message.setBody(context.body().asString());
    return message;
  }

  private boolean isFromClient(TokenRequest request) {
    return request.getClientAuthentication() == null
        && request.getClientID() != null
        && client.id().equals(request.getClientID().getValue());
  }

  private void answer(RoutingContext context, TokenRequest request) {
    switch (request.getAuthorizationGrant()) {
      case AuthorizationCodeGrant grant -> answer(context, grant);
      case RefreshTokenGrant grant -> answer(context, grant);
      default -> refuse(context, OAuth2Error.UNSUPPORTED_GRANT_TYPE);
    }
  }

  private void answer(RoutingContext context, AuthorizationCodeGrant given) {
    // The code is used up even if the rest is wrong: there is no second guess.
    var grant = codes.redeem(given.getAuthorizationCode()).filter(g -> fits(g, given));
    if (grant.isEmpty()) {
      refuse(context, OAuth2Error.INVALID_GRANT);
      return;
    }
    give(context, grant.get().session(), grant.get().scope(), grant.get().nonce());
  }

  private static boolean fits(Grant grant, AuthorizationCodeGrant given) {
    return grant.redirectUri().equals(given.getRedirectionURI())
        && given.getCodeVerifier() != null
        && CodeChallenge.compute(CodeChallengeMethod.S256, given.getCodeVerifier())
            .equals(grant.challenge());
  }

  private void answer(RoutingContext context, RefreshTokenGrant given) {
    var renewal = refreshTokens.redeem(given.getRefreshToken().getValue());
    if (renewal.isEmpty()) {
      refuse(context, OAuth2Error.INVALID_GRANT);
      return;
    }
    give(context, renewal.get().session(), renewal.get().scope(), null);
  }

  private void give(RoutingContext context, Session session, Scope scope, @Nullable Nonce nonce) {
    var access =
        new BearerAccessToken(
            tokens.access(session.persona(), scope).serialize(),
            Tokens.LIFETIME.toSeconds(),
            scope);
    var refresh =
        scope.contains(OIDCScopeValue.OFFLINE_ACCESS)
            ? Optional.of(new RefreshToken(refreshTokens.issue(session, scope)))
            : Optional.<RefreshToken>empty();
    var all = new OIDCTokens(tokens.id(session, nonce), access, refresh.orElse(null));
    reply(context, 200, new OIDCTokenResponse(all).toJSONObject().toJSONString());
  }

  private static void refuse(RoutingContext context, ErrorObject error) {
    int status = error.getHTTPStatusCode() == 0 ? 400 : error.getHTTPStatusCode();
    reply(context, status, new TokenErrorResponse(error).toJSONObject().toJSONString());
  }

  private static void reply(RoutingContext context, int status, String json) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(json);
  }
}
