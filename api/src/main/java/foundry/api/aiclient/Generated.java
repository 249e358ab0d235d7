package foundry.api.aiclient;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a text ended. */
public record Generated(
    String text,
    String finishReason,
    boolean partial,
    @Nullable String model,
    @Nullable String provider,
    boolean extractive,
    @Nullable Boolean grounded,
    @Nullable Usage usage,
    @Nullable List<Mark> citations) {
  /** Who writes, as is known before the first word. */
  public record Start(@Nullable String model, @Nullable String provider, boolean extractive) {}

  /** Tokens as the provider counts them. */
  public record Usage(int inputTokens, int outputTokens) {}

  /** {@code [marker]} in the text refers to this passage. */
  public record Mark(int marker, String contextId) {}

  public List<Mark> marks() {
    return citations == null ? List.of() : citations;
  }
}
