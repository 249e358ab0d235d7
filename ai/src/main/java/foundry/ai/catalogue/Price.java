package foundry.ai.catalogue;

import foundry.ai.provider.Outcome.Usage;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a model costs, in US dollars.
 *
 * @param source who says so, since when
 * @param version of the price, for bills: date and source
 * @param base where no tier applies
 * @param tiers rates of long prompts, the shortest first
 */
public record Price(Source source, String version, Rates base, List<Tier> tiers) {
  public static final String CURRENCY = "USD";

  /** Of a dollar per token: with it a cost is exact. */
  private static final int COST_SCALE = 12;

  private static final int RATE_SCALE_MAX = 6;

  /** More than ten times the dearest price there is: beyond it, somebody mistook the unit. */
  private static final BigDecimal RATE_MAX = BigDecimal.valueOf(10_000);

  /**
   * Dollars per million tokens.
   *
   * @param cachedInput empty: as dear as other input
   * @param cacheWrite empty: as dear as other input
   */
  public record Rates(
      BigDecimal input,
      BigDecimal output,
      Optional<BigDecimal> cachedInput,
      Optional<BigDecimal> cacheWrite) {
    public Rates {
      check("input", input);
      check("output", output);
      cachedInput.ifPresent(rate -> check("cached_input", rate));
      cacheWrite.ifPresent(rate -> check("cache_write", rate));
      if (cachedInput.isPresent() && cachedInput.get().compareTo(input) > 0) {
        throw new IllegalArgumentException(
            "cached_input: %s (expected: at most the %s of other input)"
                .formatted(cachedInput.get().toPlainString(), input.toPlainString()));
      }
    }

    private static void check(String name, BigDecimal rate) {
      if (rate.signum() < 0 || rate.compareTo(RATE_MAX) > 0) {
        throw new IllegalArgumentException(
            "%s: %s (expected: 0..%s dollars per million tokens)"
                .formatted(name, rate.toPlainString(), RATE_MAX));
      }
      if (rate.stripTrailingZeros().scale() > RATE_SCALE_MAX) {
        throw new IllegalArgumentException(
            "%s: %s (expected: at most %d decimals)"
                .formatted(name, rate.toPlainString(), RATE_SCALE_MAX));
      }
    }

    private BigDecimal cachedRate() {
      return cachedInput.orElse(input);
    }

    private BigDecimal writeRate() {
      return cacheWrite.orElse(input);
    }
  }

  /**
   * @param aboveTokens applies to calls whose input is longer than this, cached input included
   */
  public record Tier(int aboveTokens, Rates rates) {
    public Tier {
      if (aboveTokens < 1) {
        throw new IllegalArgumentException(
            "above_tokens: %d (expected: above 0)".formatted(aboveTokens));
      }
    }
  }

  public Price {
    tiers = tiers.stream().sorted(Comparator.comparingInt(Tier::aboveTokens)).toList();
  }

  public Price(Source source, Rates base, List<Tier> tiers) {
    this(source, source.version(), base, tiers);
  }

  /** In dollars. Every token is charged once: what was cached is not charged as input again. */
  public BigDecimal cost(Usage usage) {
    var rates = rates(usage.input());
    int cached = Math.clamp(usage.cachedInput(), 0, Math.max(0, usage.input()));
    int written = Math.clamp(usage.cacheWrite(), 0, Math.max(0, usage.input() - cached));
    int fresh = Math.max(0, usage.input() - cached - written);
    return times(rates.input(), fresh)
        .add(times(rates.cachedRate(), cached))
        .add(times(rates.writeRate(), written))
        .add(times(rates.output(), Math.max(0, usage.output())))
        .movePointLeft(6)
        .setScale(COST_SCALE);
  }

  private static BigDecimal times(BigDecimal rate, int tokens) {
    return tokens == 0 ? BigDecimal.ZERO : rate.multiply(BigDecimal.valueOf(tokens));
  }

  private Rates rates(int inputTokens) {
    var rates = base;
    for (var tier : tiers) {
      if (inputTokens <= tier.aboveTokens()) break;
      rates = tier.rates();
    }
    return rates;
  }
}
