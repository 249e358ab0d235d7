package foundry.api.graphql.relay;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** An id as clients see it: a prefix that names the type and 32 hex digits, {@code prj_0197...}. */
public record GlobalId(String prefix, UUID value) {
  private static final Pattern FORM = Pattern.compile("[a-z]{3}_[0-9a-f]{32}");

  /** The id, if the text is one. */
  public static Optional<GlobalId> parse(String text) {
    if (!FORM.matcher(text).matches()) return Optional.empty();
    long high = Long.parseUnsignedLong(text, 4, 20, 16);
    long low = Long.parseUnsignedLong(text, 20, 36, 16);
    return Optional.of(new GlobalId(text.substring(0, 3), new UUID(high, low)));
  }

  /** The UUID, if the text is an id of this type. */
  public static Optional<UUID> parse(String prefix, String text) {
    return parse(text).filter(id -> id.prefix.equals(prefix)).map(GlobalId::value);
  }

  @Override
  public String toString() {
    return prefix + '_' + value.toString().replace("-", "");
  }
}
