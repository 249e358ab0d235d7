package foundry.viewer;

import java.util.UUID;

/** Identifies one person. */
public record UserId(UUID value) {
  /** Throws {@link IllegalArgumentException} if the text is no UUID. */
  public static UserId parse(String text) {
    return new UserId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
