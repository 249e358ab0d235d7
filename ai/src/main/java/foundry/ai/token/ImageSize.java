package foundry.ai.token;

import foundry.ai.provider.Part;
import java.util.Base64;
import java.util.Optional;

/** Width and height of an image in pixels, read from the first bytes of its file. */
record ImageSize(int width, int height) {
  /** JPEG files may carry previews and profiles before they say how large they are. */
  private static final int HEAD_BYTES_MAX = 48 << 10;

  /** Empty for what is elsewhere, broken or of another kind. */
  static Optional<ImageSize> of(Part.Source source) {
    if (!(source instanceof Part.Source.Inline(var _, var base64))) return Optional.empty();
    int characters = Math.min(base64.length(), HEAD_BYTES_MAX / 3 * 4) / 4 * 4;
    try {
      var bytes = Base64.getDecoder().decode(base64.substring(0, characters));
      return of(bytes).filter(size -> size.width > 0 && size.height > 0);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Optional<ImageSize> of(byte[] b) {
    if (starts(b, 0, "\u0089PNG")) return size(big(b, 16, 4), big(b, 20, 4));
    if (starts(b, 0, "GIF8")) return size(little(b, 6, 2), little(b, 8, 2));
    if (starts(b, 8, "WEBPVP8X")) return size(little(b, 24, 3) + 1, little(b, 27, 3) + 1);
    if (starts(b, 8, "WEBPVP8L")) {
      int bits = little(b, 21, 4);
      return size((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }
    if (starts(b, 8, "WEBPVP8 ")) return size(little(b, 26, 2) & 0x3fff, little(b, 28, 2) & 0x3fff);
    return starts(b, 0, "\u00ff\u00d8") ? jpeg(b) : Optional.empty();
  }

  /** Goes from segment to segment up to the one that starts a frame. */
  private static Optional<ImageSize> jpeg(byte[] b) {
    for (int at = 2; at + 9 < b.length; at += 2 + Math.max(2, big(b, at + 2, 2))) {
      int marker = b[at + 1] & 0xff;
      boolean frame = marker >= 0xc0 && marker <= 0xcf;
      boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
      if (frame && !table) return size(big(b, at + 7, 2), big(b, at + 5, 2));
    }
    return Optional.empty();
  }

  private static Optional<ImageSize> size(int width, int height) {
    return Optional.of(new ImageSize(width, height));
  }

  private static boolean starts(byte[] b, int at, String magic) {
    if (b.length < at + magic.length() + 2) return false;
    for (int i = 0; i < magic.length(); i++) {
      if ((b[at + i] & 0xff) != magic.charAt(i)) return false;
    }
    return true;
  }

  private static int big(byte[] b, int at, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) value = value << 8 | (b[at + i] & 0xff);
    return value;
  }

  private static int little(byte[] b, int at, int length) {
    int value = 0;
    for (int i = length - 1; i >= 0; i--) value = value << 8 | (b[at + i] & 0xff);
    return value;
  }

  /** The same shape, no larger than this. */
  ImageSize within(int longest, int shortest) {
    double scale =
        Math.min(
            1,
            Math.min(
                (double) longest / Math.max(width, height),
                (double) shortest / Math.min(width, height)));
    return new ImageSize(
        Math.max(1, (int) Math.ceil(width * scale)), Math.max(1, (int) Math.ceil(height * scale)));
  }

  int tiles(int side) {
    return ((width + side - 1) / side) * ((height + side - 1) / side);
  }
}
