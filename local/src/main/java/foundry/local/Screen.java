package foundry.local;

import foundry.local.data.Root;
import foundry.local.oidc.Persona;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The one screen that people see once the product is up. */
final class Screen {
  private Screen() {}

  static String ready(Plan plan, List<String> models, Duration toReady) {
    var text = new StringBuilder("\n");
    text.append("  Universal AI Foundry is ready (%s)\n\n".formatted(seconds(toReady)));
    line(text, "Open", plan.url());
    String label = "Sign in as";
    for (var persona : Persona.ALL) {
      line(text, label, "%-14s %s".formatted(persona.name(), persona.position()));
      label = "";
    }
    label = "Models";
    for (String model : models) {
      line(text, label, model);
      label = "";
    }
    line(text, "SDK key", "./foundry key create --name <what for> (OpenAI or Anthropic SDK)");
    line(text, "Data", plan.data().path().toString());
    line(text, "Log", plan.data().path().resolve("logs/foundry.log").toString());
    line(text, "Stop", "Ctrl-C, or " + plan.data().stopCommand());
    if (Root.IS_ROOT) line(text, "Caution", "running as root; an ordinary user is enough");
    if (plan.home().web().isEmpty()) {
      line(text, "Caution", "the web app is not built, only the API answers (make build)");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append("  %-12s%s\n".formatted(label, value));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
