package foundry.ai.meter;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.Price;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one call cost.
 *
 * @param priceVersion date and source of the price it was worked out with
 */
public record Cost(BigDecimal amount, String currency, String priceVersion) {
  /** Empty where no price is known: that is not the same as free. */
  public static Optional<Cost> of(UsageRecord usage, Catalogue catalogue) {
    return catalogue
        .model(usage.model())
        .flatMap(facts -> facts.price())
        .map(price -> new Cost(price.cost(usage.usage()), Price.CURRENCY, price.version()));
  }
}
