package foundry.ai.catalogue;

import foundry.ai.catalogue.Price.Rates;
import foundry.ai.token.Family;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What both sources have in common: reading numbers that may be missing, naming families. */
final class ImportedFacts {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /** The first of these that a name has in it: Llama taught by DeepSeek reads as Llama does. */
  private static final List<String> FAMILIES =
      List.of("claude", "gemini", "gemma", "nova", "llama", "titan", "deepseek", "qwen");

  private ImportedFacts() {}

  /** Empty for what is missing, no whole number, or not above 0: unlimited is nothing we know. */
  static Optional<Integer> tokens(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() > 0
        ? Optional.of(node.intValue())
        : Optional.empty();
  }

  /** Dollars per million tokens, exactly as they are written. */
  static Optional<BigDecimal> dollars(JsonNode node) {
    if (!node.isNumber()) return Optional.empty();
    var value = new BigDecimal(node.asString());
    return Optional.of(plain(value));
  }

  static Optional<BigDecimal> dollarsPerToken(JsonNode node) {
    if (!node.isNumber()) return Optional.empty();
    return Optional.of(plain(new BigDecimal(node.asString()).multiply(MILLION)));
  }

  /** Sources have been through binary floating point: 0.049999999999999996 was 0.05 once. */
  private static BigDecimal plain(BigDecimal value) {
    var stripped = value.setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
    return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
  }

  /**
   * No price unless both input and output have one: half a price makes a wrong bill. A discount
   * that is none is left out.
   */
  static Optional<Rates> rates(
      Optional<BigDecimal> input,
      Optional<BigDecimal> output,
      Optional<BigDecimal> cached,
      Optional<BigDecimal> write) {
    if (input.isEmpty() || output.isEmpty()) return Optional.empty();
    var discount = cached.filter(rate -> rate.compareTo(input.get()) <= 0);
    return Optional.of(new Rates(input.get(), output.get(), discount, write));
  }

  /** A model that is free on paper is one whose price nobody wrote down. */
  static Optional<Rates> known(Optional<Rates> rates) {
    return rates.filter(one -> one.input().signum() > 0 || one.output().signum() > 0);
  }

  static String family(String provider, String name) {
    for (String family : FAMILIES) if (name.contains(family)) return family;
    if (name.contains("embed")) return provider.equals("openai") ? "gpt" : provider;
    if (name.contains("gpt") || provider.equals("openai")) return "gpt";
    return switch (provider) {
      case "mistral", "cohere" -> provider;
      default -> name.contains("mistral") || name.contains("mixtral") ? "mistral" : "other";
    };
  }

  /** Those of which a text model can go on from the beginning of its own answer. */
  static Set<Capability> text(String provider, String name) {
    var capabilities = EnumSet.of(Capability.STREAMING);
    if (provider.equals("mistral")) capabilities.add(Capability.PREFILL);
    if (name.contains("claude") && prefills(name)) capabilities.add(Capability.PREFILL);
    // Opus 4.7 and all that came after it; no source says so in a field of its own.
    if (Family.of(name) == Family.CLAUDE_4_7) capabilities.add(Capability.FIXED_SAMPLING);
    return capabilities;
  }

  /** Claude refuses it from 4.6 on. */
  private static boolean prefills(String name) {
    return name.contains("claude-3")
        || name.matches(".*claude-(opus|sonnet|haiku)-4-[015](\\D.*)?")
        || name.matches(".*claude-(opus|sonnet)-4-\\d{8}.*");
  }
}
