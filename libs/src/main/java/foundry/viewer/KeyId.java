package foundry.viewer;

import java.util.UUID;

/** Identifies one API key of an organization; it is not the key. */
public record KeyId(UUID value) {
  /** Throws {@link IllegalArgumentException} if the text is no UUID. */
  public static KeyId parse(String text) {
    return new KeyId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
