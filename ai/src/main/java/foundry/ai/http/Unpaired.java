package foundry.ai.http;

/**
 * Finds half a surrogate pair in JSON: an escape that stands for no character, though JSON's
 * grammar allows it. It cannot be written as UTF-8 again, so no provider could be sent it.
 */
final class Unpaired {
  private static final int HALF = -1;

  private Unpaired() {}

  static boolean in(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\\') {
        if (isEscape(json, i)) {
          int skip = pair(json, i);
          if (skip == HALF) return true;
          i += skip;
        } else {
          i++; // the escaped character itself, which may be a backslash
        }
      } else if (json[i] == (byte) 0xED && i + 1 < json.length && (json[i + 1] & 0xFF) >= 0xA0) {
        return true; // a surrogate in the form of UTF-8, which UTF-8 forbids
      }
    }
    return false;
  }

  private static boolean isEscape(byte[] json, int at) {
    return at + 5 < json.length && json[at + 1] == 'u';
  }

  /** What to skip of the escape at {@code at} and its other half; {@link #HALF} if that is none. */
  private static int pair(byte[] json, int at) {
    int unit = unit(json, at);
    if (unit < 0xD800 || unit > 0xDFFF) return 5;
    boolean high = unit < 0xDC00;
    int next = at + 6;
    if (!high || next >= json.length || json[next] != '\\' || !isEscape(json, next)) return HALF;
    int low = unit(json, next);
    return low >= 0xDC00 && low <= 0xDFFF ? 11 : HALF;
  }

  /** The UTF-16 unit of an escape; 0 if it is none, which the parser will say better. */
  private static int unit(byte[] json, int at) {
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) return 0;
      unit = unit * 16 + digit;
    }
    return unit;
  }
}
