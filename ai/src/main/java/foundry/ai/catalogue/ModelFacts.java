package foundry.ai.catalogue;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one model.
 *
 * @param id provider, slash, the provider's own name of it
 * @param family models of one family share a tokenizer
 * @param contextTokens what it reads and writes together
 * @param outputTokensMax what it writes at most, thinking included
 * @param source who says so, and when
 */
public record ModelFacts(
    String id,
    String family,
    Optional<Integer> contextTokens,
    Optional<Integer> outputTokensMax,
    Set<Capability> capabilities,
    Source source,
    Optional<Price> price) {
  public ModelFacts {
    if (id.indexOf('/') < 1) throw new IllegalArgumentException("id: no provider in " + id);
    positive(id, "context_tokens", contextTokens);
    positive(id, "output_tokens_max", outputTokensMax);
    var copy = EnumSet.noneOf(Capability.class);
    copy.addAll(capabilities);
    capabilities = Collections.unmodifiableSet(copy);
  }

  private static void positive(String id, String name, Optional<Integer> tokens) {
    if (tokens.isEmpty() || tokens.get() > 0) return;
    throw new IllegalArgumentException(
        "%s: %s: %d (expected: above 0)".formatted(id, name, tokens.get()));
  }

  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }
}
