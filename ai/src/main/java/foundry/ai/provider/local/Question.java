package foundry.ai.provider.local;

import foundry.ai.text.Terms;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked.
 *
 * @param terms the stems that a fitting sentence would carry; none if the question asks for the
 *     documents as a whole ("Summarize this")
 */
record Question(String text, Set<String> terms) {
  /** More words than this carry no more meaning. */
  private static final int TERMS_MAX = 48;

  /** Only the end of a long message is the question. */
  private static final int CHARACTERS_MAX = 1_000;

  /** Words about asking and about documents, not about what stands in them. */
  private static final Set<String> ABOUT_ASKING =
      Terms.of(
          """
          what which who whom whose when where why how do does did can could would should shall may
          might must please tell me you your my our we us i explain describe define mean means give
          list show find say says said state states stated mention mentioned according document
          documents file files pdf text page pages passage passages paper report summarize summarise
          summary overview main key point points about content contents topic topics gist tldr short
          brief briefly many much there any some have has had been were than so from
          """,
          200);

  static Question of(String text) {
    String end =
        text.length() <= CHARACTERS_MAX ? text : text.substring(text.length() - CHARACTERS_MAX);
    var terms = new TreeSet<>(Terms.of(end, TERMS_MAX));
    terms.removeAll(ABOUT_ASKING);
    return new Question(end, terms);
  }

  boolean asksForTheWhole() {
    return terms.isEmpty();
  }
}
