package foundry.viewer;

import java.util.UUID;

/** Identifies one organization (tenant). */
public record OrgId(UUID value) {
  /**
   * Nobody's: of calls that the product makes for itself, such as to warm up. No organization gets
   * this id, and only who knows the internal secret can call in its name.
   */
  public static final OrgId NOBODY = new OrgId(new UUID(0, 0));

  /** Throws {@link IllegalArgumentException} if the text is no UUID. */
  public static OrgId parse(String text) {
    return new OrgId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
