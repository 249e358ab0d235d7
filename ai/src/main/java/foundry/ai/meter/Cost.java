package foundry.ai.meter;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.ModelFacts;
import foundry.ai.catalogue.Price;
import foundry.ai.provider.Used;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What one call cost.
 *
 * @param priceVersion date and source of the price it was worked out with; of several, each once,
 *     with commas between them
 */
public record Cost(BigDecimal amount, String currency, String priceVersion) {
  /**
   * The sum over all askings, each at the price of the model that answered, or was asked: long
   * prompts have a price of their own, so that what was asked twice is not one prompt of twice the
   * length. Empty where the price of any is not known: that is not the same as free, and a part is
   * not the whole.
   */
  public static Optional<Cost> of(UsageRecord usage, Catalogue catalogue) {
    var billed = usage.billed();
    if (billed.size() > 1) return sum(billed, catalogue);
    var tokens = billed.isEmpty() ? usage.usage() : billed.getFirst().billed();
    var price =
        billed.isEmpty() ? price(usage.model(), catalogue) : price(billed.getFirst(), catalogue);
    return price.map(one -> new Cost(one.cost(tokens), Price.CURRENCY, one.version()));
  }

  private static Optional<Cost> sum(List<Used> billed, Catalogue catalogue) {
    var amount = BigDecimal.ZERO;
    var versions = new LinkedHashSet<String>();
    for (var used : billed) {
      var price = price(used, catalogue);
      if (price.isEmpty()) return Optional.empty();
      amount = amount.add(price.get().cost(used.billed()));
      versions.add(price.get().version());
    }
    return Optional.of(new Cost(amount, Price.CURRENCY, String.join(", ", versions)));
  }

  /** A name that is the server's own has no price; the model that was asked may have one. */
  private static Optional<Price> price(Used used, Catalogue catalogue) {
    return price(used.model(), catalogue).or(() -> price(used.asked(), catalogue));
  }

  private static Optional<Price> price(String model, Catalogue catalogue) {
    return catalogue.model(model).flatMap(ModelFacts::price);
  }
}
