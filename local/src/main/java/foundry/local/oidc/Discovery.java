package foundry.local.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.claims.ClaimType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;

/** What the issuer can do and where (OpenID Connect Discovery), and its public keys. */
final class Discovery {
  private final String metadata;
  private final String keys;

  Discovery(String issuer, SigningKey key) {
    this.metadata = metadata(issuer).toJSONObject().toJSONString();
    this.keys = key.publicKeys().toString();
  }

  private static OIDCProviderMetadata metadata(String issuer) {
    var metadata =
        new OIDCProviderMetadata(
            new Issuer(issuer), List.of(SubjectType.PUBLIC), URI.create(issuer + "/jwks"));
    metadata.setAuthorizationEndpointURI(URI.create(issuer + "/authorize"));
    metadata.setTokenEndpointURI(URI.create(issuer + "/token"));
    metadata.setUserInfoEndpointURI(URI.create(issuer + "/userinfo"));
    metadata.setEndSessionEndpointURI(URI.create(issuer + "/end_session"));
    metadata.setResponseTypes(List.of(ResponseType.CODE));
    metadata.setResponseModes(List.of(ResponseMode.QUERY));
    metadata.setGrantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
    metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
    metadata.setTokenEndpointAuthMethods(List.of(ClientAuthenticationMethod.NONE));
    metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256));
    metadata.setScopes(
        new Scope(
            OIDCScopeValue.OPENID,
            OIDCScopeValue.PROFILE,
            OIDCScopeValue.EMAIL,
            OIDCScopeValue.OFFLINE_ACCESS));
    metadata.setClaimTypes(List.of(ClaimType.NORMAL));
    metadata.setClaims(List.of("sub", "name", "email", "email_verified", "auth_time"));
    metadata.setSupportsAuthorizationResponseIssuerParam(true);
    metadata.setSupportsRequestParam(false);
    metadata.setSupportsRequestURIParam(false);
    return metadata;
  }

  void metadata(RoutingContext context) {
    reply(context, metadata);
  }

  void keys(RoutingContext context) {
    reply(context, keys);
  }

  private static void reply(RoutingContext context, String json) {
    context
        .response()
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-cache")
        .end(json);
  }
}
