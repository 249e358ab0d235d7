/**
 * Sign-in for one machine: an OpenID Connect issuer whose people are three personas without
 * passwords. It follows the rules of a real one (code flow with PKCE, exact redirect addresses,
 * single-use codes, a session cookie), so that the product needs no second code path, and it never
 * listens anywhere but on loopback.
 */
@NullMarked
package foundry.local.oidc;

import org.jspecify.annotations.NullMarked;
