package foundry.ai.text;

import java.util.Random;

/** Texts that nobody would write, of all that makes cutting hard; the same in every run. */
public final class AnyText {
  private static final String[] PIECES = {
    "word",
    "Sentence ends. ",
    "\n\n",
    "\n",
    " ",
    "\t",
    "e.g. ",
    "3.14",
    "!",
    "? ",
    "\u3002",
    "\u4f60\u597d",
    "\ud83d\ude00",
    "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
    "e\u0301",
    "\u05e9\u05dc\u05d5\u05dd ",
    "\u0645\u0631\u062d\u0628\u0627 ",
    "\ud800",
    "\udc00",
    "\u00a0",
    "Donaudampfschifffahrtsgesellschaft",
    "0123456789abcdef",
    "\u200b",
    "(see [5]).",
    "\u0000",
    "<|endoftext|>"
  };

  private AnyText() {}

  /** Of few kinds of pieces as often as of many. */
  public static String of(Random random, int piecesMax) {
    var text = new StringBuilder();
    int variety = 1 + random.nextInt(PIECES.length);
    for (int j = random.nextInt(piecesMax); j > 0; j--) {
      text.append(PIECES[random.nextInt(variety)]);
    }
    return text.toString();
  }
}
