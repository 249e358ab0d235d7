package foundry.viewer;

import java.util.UUID;

/** Identifies one organization (tenant). */
public record OrgId(UUID value) {
  /** Throws {@link IllegalArgumentException} if the text is no UUID. */
  public static OrgId parse(String text) {
    return new OrgId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
