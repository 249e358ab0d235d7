package foundry.api.web;

import foundry.api.Settings;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/** What browsers are told not to do with our pages. */
final class SecurityHeaders {
  /** The frame in which the sign-in is renewed silently; the one page that may be framed, by us. */
  private static final String FRAMED_PATH = "/silent";

  /** Our own. PDF pages with JBIG2 or JPEG 2000 images are decoded by WebAssembly of pdf.js. */
  private static final String SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'";

  private final String policy;
  private final boolean secureOnly;

  SecurityHeaders(Settings settings) {
    var issuer = origin(settings.oidc().issuer());
    this.policy =
        String.join(
            "; ",
            "default-src 'self'",
            SCRIPTS,
            "connect-src 'self' %s %s".formatted(issuer, origin(settings.storage().linkOrigin())),
            "frame-src 'self' " + issuer,
            "img-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "style-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'");
    this.secureOnly = settings.environment() == Settings.Environment.PRODUCTION;
  }

  void handle(RoutingContext http) {
    boolean framed = http.normalizedPath().equals(FRAMED_PATH);
    var response = http.response();
    response.putHeader(
        "content-security-policy", policy + "; frame-ancestors " + (framed ? "'self'" : "'none'"));
    response.putHeader("x-content-type-options", "nosniff");
    response.putHeader("referrer-policy", "no-referrer");
    if (secureOnly) {
      response.putHeader("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
    http.next();
  }

  private static String origin(URI url) {
    return "%s://%s".formatted(url.getScheme(), url.getRawAuthority());
  }
}
