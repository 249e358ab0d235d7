package foundry.ai.prepare;

import foundry.ai.http.Refused;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where images may be. A provider fetches them; one that we run ourselves would fetch what only our
 * own network is meant to reach, so that is refused by name and number. What a public name leads to
 * is the provider's to check.
 *
 * @param anywhere whether our own network is open to whoever may ask
 */
public record ImageHosts(boolean anywhere) {
  private static final List<String> OWN_SUFFIXES =
      List.of(".localhost", ".local", ".internal", ".lan", ".home.arpa");

  private static final int V4_BYTES = 4;

  Optional<Refused> refusal(Prompt prompt) {
    if (anywhere) return Optional.empty();
    for (var message : prompt.messages()) {
      if (!fine(message.parts())) {
        return Optional.of(
            Refused.field(
                "messages", "an image at a private address (expected: one that is public)"));
      }
    }
    return Optional.empty();
  }

  private static boolean fine(List<Part> parts) {
    for (var part : parts) {
      if (part instanceof Part.Image(Part.Source.Url(var url), var _) && isPrivate(url.getHost())) {
        return false;
      }
      if (part instanceof Part.ToolResult result && !fine(result.content())) return false;
    }
    return true;
  }

  static boolean isPrivate(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[")) return isPrivateNumber(name.substring(1, name.length() - 1));
    if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
    if (name.indexOf('.') < 0 || OWN_SUFFIXES.stream().anyMatch(name::endsWith)) return true;
    // Names never end in a number, so this is one in some notation.
    String last = name.substring(name.lastIndexOf('.') + 1);
    return Character.isDigit(last.charAt(0)) && isPrivateNumber(name);
  }

  /** In any notation that anybody reads; what nobody reads is refused. */
  private static boolean isPrivateNumber(String number) {
    try {
      if (number.indexOf(':') >= 0) return isPrivate(InetAddress.ofLiteral(number));
      return isPrivate(Inet4Address.ofPosixLiteral(number)) || isPrivatePlain(number);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /** Some read a leading zero as nothing, some as the mark of octal. */
  private static boolean isPrivatePlain(String number) {
    try {
      return isPrivate(Inet4Address.ofLiteral(number));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == V4_BYTES) return isPrivateV4(bytes);
    int first = word(bytes, 0);
    if (first == 0x2002) return isPrivateV4(Arrays.copyOfRange(bytes, 2, 6)); // 6to4
    if (first == 0x64 && word(bytes, 2) == 0xff9b) {
      return isPrivateV4(Arrays.copyOfRange(bytes, 12, 16)); // NAT64
    }
    return (first & 0xe000) != 0x2000; // the rest of what is public begins with these three bits
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static boolean isPrivateV4(byte[] bytes) {
    int a = bytes[0] & 0xff;
    int b = bytes[1] & 0xff;
    return a == 0
        || a == 10
        || a == 127
        || a >= 224
        || (a == 100 && b >= 64 && b < 128)
        || (a == 169 && b == 254)
        || (a == 172 && b >= 16 && b < 32)
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && bytes[2] == 0)
        || (a == 198 && (b == 18 || b == 19));
  }
}
