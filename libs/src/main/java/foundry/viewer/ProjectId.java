package foundry.viewer;

import java.util.UUID;

/** Identifies one project. */
public record ProjectId(UUID value) {
  /** Throws {@link IllegalArgumentException} if the text is no UUID. */
  public static ProjectId parse(String text) {
    return new ProjectId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
