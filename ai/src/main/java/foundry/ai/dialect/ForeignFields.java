package foundry.ai.dialect;

import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.provider.Extras;
import foundry.ai.route.Plan;
import foundry.ai.route.Target;
import java.util.Set;

/**
 * Fields that our own types do not carry. A provider of the caller's dialect gets them as they are
 * and decides. To another they mean nothing, so leaving them out silently would be a lie, unless
 * all they do is to advise: such a target is not asked, and where no other is left the call is
 * refused. Who would rather have an answer without them says so.
 */
public final class ForeignFields {
  static final String HEADER = "x-foundry-drop-fields";

  private ForeignFields() {}

  /**
   * The targets that may be asked.
   *
   * @param advisory an answer is as good without them
   */
  public static Plan understood(Exchange exchange, Plan plan, Extras extras, Set<String> advisory) {
    var fields = extras.fields().keySet();
    if (fields.isEmpty() || dropped(exchange) || advisory.containsAll(fields)) return plan;
    var targets = plan.targets().stream().filter(target -> speaks(target, extras)).toList();
    if (!targets.isEmpty()) return plan.only(targets);
    throw refusal(plan, extras, advisory);
  }

  private static boolean dropped(Exchange exchange) {
    String text = exchange.routing().request().getHeader(HEADER);
    if (text == null || text.equals("false")) return false;
    if (text.equals("true")) return true;
    throw Refused.field(HEADER, "(expected: true or false)");
  }

  private static boolean speaks(Target target, Extras extras) {
    return target.provider().dialect() == extras.dialect();
  }

  private static Refused refusal(Plan plan, Extras extras, Set<String> advisory) {
    String provider = plan.first().provider().name();
    var foreign = extras.fields().keySet().stream().filter(name -> !advisory.contains(name));
    return Refused.field(
            cut(foreign.findFirst().orElse("")),
            "not supported by this model, whose provider is %s (the header %s: true leaves it out)"
                .formatted(provider, HEADER))
        .with(Refused.Detail.UNSUPPORTED_PARAMETER);
  }

  private static String cut(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "...";
  }
}
