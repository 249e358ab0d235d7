package foundry.ai.generate;

import foundry.ai.http.Refused;
import foundry.ai.provider.Part.Source;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Checks where an image is before any provider is asked: what it is, what it claims to be. */
public final class Images {
  private static final Set<String> TYPES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  /** How each of them begins in base64, whatever follows: no text begins so by accident. */
  private static final Set<String> BEGINNINGS = Set.of("iVBORw0KGg", "/9j/", "R0lGOD", "UklGR");

  private static final String BASE64 = ";base64,";

  private Images() {}

  /** An address of the web or a data URL (RFC 2397). {@code path} names the field. */
  public static Source url(String path, String url) {
    if (url.regionMatches(true, 0, "data:", 0, 5)) return data(path, url);
    try {
      var address = new URI(url);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (web && address.getHost() != null) return new Source.Url(address);
    } catch (URISyntaxException e) {
      // falls through to the one error for all of it
    }
    throw Refused.field(path, "no address of an image (expected: an https or a data URL)");
  }

  private static Source data(String path, String url) {
    int comma = url.indexOf(',');
    boolean base64 = comma > 0 && url.startsWith(BASE64, comma + 1 - BASE64.length());
    if (!base64) throw Refused.field(path, "a data URL without base64 (expected: with it)");
    String type = url.substring(5, comma + 1 - BASE64.length());
    return inline(path, type, url.substring(comma + 1));
  }

  /** An image within the request. {@code path} names the field. */
  public static Source inline(String path, String mediaType, String base64) {
    if (!TYPES.contains(mediaType)) {
      throw Refused.field(
          path,
          "an unsupported type (expected: one of image/gif, image/jpeg, image/png, image/webp)");
    }
    if (!isBase64(base64)) throw Refused.field(path, "no base64 (expected: RFC 4648, section 4)");
    if (!isImage(base64)) {
      throw Refused.field(path, "no image (expected: one of GIF, JPEG, PNG, WebP)");
    }
    return new Source.Inline(mediaType, base64);
  }

  /** Providers forgive it if a PNG is called a JPEG; what is no image at all is a mistake. */
  private static boolean isImage(String base64) {
    for (String beginning : BEGINNINGS) if (base64.startsWith(beginning)) return true;
    return false;
  }

  private static boolean isBase64(String text) {
    int end = text.length();
    if (end == 0 || end % 4 != 0) return false;
    if (text.charAt(end - 1) == '=') end--;
    if (text.charAt(end - 1) == '=') end--;
    for (int i = 0; i < end; i++) if (!isDigit(text.charAt(i))) return false;
    return true;
  }

  private static boolean isDigit(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }
}
