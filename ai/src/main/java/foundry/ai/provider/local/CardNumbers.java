package foundry.ai.provider.local;

import java.util.List;

/**
 * Finds numbers of payment cards: digits in a row or in groups, with a beginning and a length that
 * some brand has, and the right check digit (ISO/IEC 7812-1, Luhn). One pass, and from each group
 * at most as far as the longest number goes.
 */
final class CardNumbers {
  private static final int DIGITS_MIN = 12;
  private static final int DIGITS_MAX = 19;

  /** What numbers of a brand begin with, as far as four digits say, and how long they are. */
  private record Brand(int firstMin, int firstMax, int digitsMin, int digitsMax) {
    boolean has(int first, int digits) {
      boolean begins = first >= firstMin && first <= firstMax;
      return begins && digits >= digitsMin && digits <= digitsMax;
    }
  }

  private static final List<Brand> BRANDS =
      List.of(
          new Brand(4000, 4999, 13, 13), // Visa
          new Brand(4000, 4999, 16, 16),
          new Brand(4000, 4999, 19, 19),
          new Brand(5100, 5599, 16, 16), // Mastercard
          new Brand(2221, 2720, 16, 16),
          new Brand(3400, 3499, 15, 15), // American Express
          new Brand(3700, 3799, 15, 15),
          new Brand(3000, 3059, 14, 19), // Diners Club
          new Brand(3600, 3699, 14, 19),
          new Brand(3800, 3999, 14, 19),
          new Brand(3528, 3589, 16, 19), // JCB
          new Brand(6011, 6011, 16, 19), // Discover
          new Brand(6440, 6599, 16, 19),
          new Brand(6200, 6299, 16, 19), // UnionPay
          new Brand(8100, 8199, 16, 19),
          new Brand(2200, 2204, 16, 19), // Mir
          new Brand(5000, 5099, 12, 19), // Maestro
          new Brand(5600, 5899, 12, 19),
          new Brand(6300, 6399, 12, 19),
          new Brand(6700, 6799, 12, 19));

  private CardNumbers() {}

  static boolean isIn(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (beginsGroup(text, at) && beginsCard(text, at)) return true;
    }
    return false;
  }

  /** What stands behind a decimal point is the rest of a number that is no card's. */
  private static boolean beginsGroup(String text, int at) {
    if (!isDigit(text, at) || isDigit(text, at - 1)) return false;
    return !(at > 1 && text.charAt(at - 1) == '.' && isDigit(text, at - 2));
  }

  private static boolean beginsCard(String text, int from) {
    int[] digits = new int[DIGITS_MAX];
    int count = 0;
    int at = from;
    while (count < DIGITS_MAX && isDigit(text, at)) {
      digits[count++] = text.charAt(at++) - '0';
      if (isDigit(text, at)) continue;
      if (isCard(digits, count)) return true;
      if (at < text.length() && isBetweenGroups(text.charAt(at))) at++;
    }
    return false;
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** Spaces and hyphens, also those at which no line breaks. */
  private static boolean isBetweenGroups(char c) {
    return c == ' ' || c == '-' || c == '\u00a0' || c == '\u202f' || c == '\u2011';
  }

  private static boolean isCard(int[] digits, int count) {
    return count >= DIGITS_MIN && isOfBrand(digits, count) && checks(digits, count);
  }

  private static boolean isOfBrand(int[] digits, int count) {
    int first = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
    for (var brand : BRANDS) if (brand.has(first, count)) return true;
    return false;
  }

  /** Every second digit from the right is doubled; the digits that are then there are summed. */
  private static boolean checks(int[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i];
      int weighed = i % 2 == 0 ? digit : digit * 2;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }
}
