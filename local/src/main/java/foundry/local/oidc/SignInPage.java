package foundry.local.oidc;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What people see of the issuer: one card a persona, and plain words when something is wrong. */
final class SignInPage {
  private static final String STYLE = style();

  private final String policy;

  /** Pressing a card leads on to the application, so its addresses are allowed as form targets. */
  SignInPage(List<String> origins) {
    this.policy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none';"
            + " form-action 'self' "
            + String.join(" ", origins);
  }

  /** The cards. The request to sign in goes along in the address. */
  void show(RoutingContext context) {
    String cards = Persona.ALL.stream().map(SignInPage::card).collect(Collectors.joining("\n"));
    String query = escape(Objects.requireNonNullElse(context.request().query(), ""));
    reply(
        context,
        200,
        "Sign in",
        """
        <h1>Sign in</h1>
        <p>Pick who you are. These people exist on this machine only, so they have no passwords.</p>
        <form method="post" action="/authorize?%s">
        %s
        </form>
        """
            .formatted(query, cards));
  }

  private static String card(Persona persona) {
    return """
    <button type="submit" name="persona" value="%s">
      <span class="name">%s</span>
      <span class="position">%s</span>
      <span class="may">%s</span>
    </button>"""
        .formatted(
            persona.subject(),
            escape(persona.name()),
            escape(persona.position()),
            escape(persona.may()));
  }

  void refuse(RoutingContext context, String reason) {
    reply(
        context,
        400,
        "Sign-in not possible",
        """
        <h1>Sign-in not possible</h1>
        <p>%s</p>
        <p>Go back to the application and start again from there.</p>
        """
            .formatted(escape(reason)));
  }

  void signedOut(RoutingContext context) {
    reply(context, 200, "Signed out", "<h1>Signed out</h1>\n<p>You may close this page.</p>\n");
  }

  void style(RoutingContext context) {
    context
        .response()
        .putHeader("content-type", "text/css; charset=utf-8")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("cache-control", "no-cache")
        .end(STYLE);
  }

  private void reply(RoutingContext context, int status, String title, String body) {
    var html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s - Universal AI Foundry</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <main>
        <p class="product">Universal AI Foundry</p>
        %s</main>
        </body>
        </html>
        """
            .formatted(title, body);
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("content-security-policy", policy)
        .putHeader("x-content-type-options", "nosniff")
        // Not no-referrer: the browser would then send the form with the origin `null`.
        .putHeader("referrer-policy", "same-origin")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(html));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String style() {
    try (InputStream bytes =
        Objects.requireNonNull(SignInPage.class.getResourceAsStream("sign-in.css"))) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
