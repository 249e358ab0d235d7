package foundry.local.oidc;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one application that may ask for sign-in: the web app. It is public (no secret), so the exact
 * addresses it may be answered at are its only credential.
 */
record Client(String id, Set<String> redirectUris, Set<String> signedOutUris) {
  /** Answers to a sign-in; {@code /silent} is the hidden frame that renews one. */
  private static final List<String> REDIRECT_PATHS = List.of("/signed-in", "/silent");

  static Client of(String id, List<String> origins) {
    return new Client(
        id,
        origins.stream()
            .flatMap(origin -> REDIRECT_PATHS.stream().map(path -> origin + path))
            .collect(Collectors.toUnmodifiableSet()),
        origins.stream().map(origin -> origin + "/").collect(Collectors.toUnmodifiableSet()));
  }

  /** Compared as text (RFC 9700, 2.1): no prefix, no pattern. */
  boolean mayBeAnsweredAt(URI redirectUri) {
    return redirectUris.contains(redirectUri.toString());
  }

  boolean mayReturnTo(URI signedOutUri) {
    return signedOutUris.contains(signedOutUri.toString());
  }
}
