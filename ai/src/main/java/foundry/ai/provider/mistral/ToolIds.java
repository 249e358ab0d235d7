package foundry.ai.provider.mistral;

/** Mistral takes ids of exactly nine letters and digits; other providers' are longer. */
final class ToolIds {
  private static final int LENGTH = 9;
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private ToolIds() {}

  /** The same for the same id, so that a result still finds its call. */
  static String fitting(String id) {
    return fits(id) ? id : made(id);
  }

  private static boolean fits(String id) {
    if (id.length() != LENGTH) return false;
    for (int i = 0; i < LENGTH; i++) if (LETTERS.indexOf(id.charAt(i)) < 0) return false;
    return true;
  }

  /** FNV-1a over 64 bits, then nine digits of base 62: calls of one answer do not collide. */
  private static String made(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    var made = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      made.append(LETTERS.charAt((int) Long.remainderUnsigned(hash, LETTERS.length())));
      hash = Long.divideUnsigned(hash, LETTERS.length());
    }
    return made.toString();
  }
}
