package foundry.ai.dialect;

import foundry.ai.http.Refused;
import foundry.ai.provider.Extras;
import foundry.ai.provider.TextProvider;
import foundry.ai.route.Plan;
import java.util.Set;

/**
 * Fields that our own types do not carry. A provider of the caller's dialect gets them as they are
 * and decides; to another they mean nothing, so leaving them out silently would be a lie, unless
 * all they do is to advise.
 */
public final class ForeignFields {
  private ForeignFields() {}

  /**
   * Any target of the plan may have to answer, so each must understand.
   *
   * @param advisory an answer is as good without them
   */
  public static void check(Plan plan, Extras extras, Set<String> advisory) {
    if (extras.fields().isEmpty()) return;
    for (var target : plan.targets()) check(target.provider(), extras, advisory);
  }

  private static void check(TextProvider provider, Extras extras, Set<String> advisory) {
    if (provider.dialect() == extras.dialect()) return;
    for (String name : extras.fields().keySet()) {
      if (advisory.contains(name)) continue;
      throw Refused.field(
              cut(name), "not supported by this model, whose provider is " + provider.name())
          .with(Refused.Detail.UNSUPPORTED_PARAMETER);
    }
  }

  private static String cut(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "...";
  }
}
