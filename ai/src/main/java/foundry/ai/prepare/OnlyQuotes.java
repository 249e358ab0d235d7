package foundry.ai.prepare;

import foundry.ai.http.Refused;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.ToolChoice;
import foundry.ai.route.Plan;
import foundry.ai.route.Target;

/**
 * What a model that quotes cannot do: call a tool because it must, or write JSON. Another one of
 * the route is asked instead; where there is none, the call is refused rather than answered as if
 * it had not asked.
 */
public final class OnlyQuotes {
  private OnlyQuotes() {}

  /** Without the models that only quote, if others are left. */
  static Plan spare(Plan plan, ToolChoice choice, OutputFormat format) {
    if (!mustCall(choice) && !mustBeJson(format)) return plan;
    var writers =
        plan.targets().stream().filter(target -> !target.provider().extractive()).toList();
    return writers.isEmpty() ? plan : plan.only(writers);
  }

  /**
   * Throws {@link Refused} if nobody is left who could.
   *
   * @param formatField what the caller's dialect calls the format
   */
  public static void check(Plan plan, ToolChoice choice, OutputFormat format, String formatField) {
    var first = plan.first();
    if (!first.provider().extractive()) return;
    if (mustCall(choice)) throw unable(first, "tool_choice", "calls no tools", "auto, none");
    if (mustBeJson(format)) throw unable(first, formatField, "writes no JSON", "text");
  }

  private static boolean mustCall(ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Required _, ToolChoice.Named _ -> true;
      case ToolChoice.Auto _, ToolChoice.None _ -> false;
    };
  }

  private static boolean mustBeJson(OutputFormat format) {
    return !(format instanceof OutputFormat.Text);
  }

  private static Refused unable(Target target, String field, String what, String expected) {
    return Refused.field(
            field,
            "%s only quotes and %s (expected: %s, or another model)"
                .formatted(target.id(), what, expected))
        .with(Refused.Detail.UNSUPPORTED_PARAMETER);
  }
}
