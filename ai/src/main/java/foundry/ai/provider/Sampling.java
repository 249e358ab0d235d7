package foundry.ai.provider;

import java.util.List;
import java.util.Optional;

/**
 * How a model chooses its words; what is empty is left to the provider.
 *
 * @param outputTokensMax thinking included
 */
public record Sampling(
    Optional<Integer> outputTokensMax,
    Optional<Double> temperature,
    Optional<Double> topP,
    Optional<Integer> topK,
    List<String> stop,
    Optional<Long> seed,
    Optional<Double> presencePenalty,
    Optional<Double> frequencyPenalty) {
  public static final Sampling DEFAULT =
      new Sampling(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Sampling {
    stop = List.copyOf(stop);
  }

  public static Sampling of(int outputTokensMax, Optional<Double> temperature) {
    return DEFAULT.with(Optional.of(outputTokensMax)).with(temperature, Optional.empty());
  }

  /** Whether it says anything on how the next word is drawn. */
  public boolean drawn() {
    return temperature.isPresent() || topP.isPresent() || topK.isPresent();
  }

  /** For models that draw their words by themselves. */
  public Sampling undrawn() {
    return new Sampling(
        outputTokensMax,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        stop,
        seed,
        presencePenalty,
        frequencyPenalty);
  }

  public Sampling with(Optional<Integer> outputTokensMax) {
    return new Sampling(
        outputTokensMax, temperature, topP, topK, stop, seed, presencePenalty, frequencyPenalty);
  }

  public Sampling with(Optional<Double> temperature, Optional<Double> topP) {
    return new Sampling(
        outputTokensMax, temperature, topP, topK, stop, seed, presencePenalty, frequencyPenalty);
  }
}
