package foundry.ai.prompt;

import foundry.ai.http.Refused;
import foundry.ai.prompt.Template.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two braces, the name of a variable and two braces are a place; a backslash keeps them braces. */
final class Syntax {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private Syntax() {}

  /** Throws {@link Refused} that names the offset of what is wrong. */
  static List<Piece> pieces(String text, String field, Set<String> names) {
    var pieces = new ArrayList<Piece>();
    var words = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      boolean escaped = open > at && text.charAt(open - 1) == '\\';
      words.append(text, at, escaped ? open - 1 : open);
      if (escaped) {
        words.append(OPEN);
        at = open + OPEN.length();
        continue;
      }
      int close = text.indexOf(CLOSE, open);
      if (close < 0) throw wrong(field, open, "}} behind {{");
      String name = text.substring(open + OPEN.length(), close).strip();
      if (!names.contains(name)) throw wrong(field, open, "the name of a variable");
      if (!words.isEmpty()) pieces.add(new Piece.Words(words.toString()));
      words.setLength(0);
      pieces.add(new Piece.Place(name));
      at = close + CLOSE.length();
    }
    words.append(text, at, text.length());
    if (!words.isEmpty()) pieces.add(new Piece.Words(words.toString()));
    return List.copyOf(pieces);
  }

  private static Refused wrong(String field, int offset, String expected) {
    return Refused.field(field, "at %d (expected: %s)".formatted(offset, expected));
  }
}
