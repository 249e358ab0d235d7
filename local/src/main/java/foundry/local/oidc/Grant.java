package foundry.local.oidc;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a code can be exchanged for, and by whom. */
record Grant(
    Session session,
    Scope scope,
    URI redirectUri,
    CodeChallenge challenge,
    @Nullable Nonce nonce,
    Instant expires) {}
