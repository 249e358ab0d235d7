package foundry.ai.token;

import java.nio.charset.StandardCharsets;

/** Halves of surrogate pairs, which strings may hold and UTF-8 may not. */
final class UnicodeText {
  private UnicodeText() {}

  static boolean isWhole(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) return false;
      at += Character.charCount(codePoint);
    }
    return true;
  }

  static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
