package foundry.ai.retrieve;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import java.util.List;

/** A document as it is sent to be indexed. */
record Upload(String title, String contentHash, List<Page> pages) {
  static Upload read(Fields body) {
    var upload =
        new Upload(
            body.text("title", Limits.TITLE_CHARACTERS_MAX),
            body.text("content_hash", Limits.ID_CHARACTERS_MAX),
            body.list("pages", Limits.PAGES_MAX, Upload::page)
                .orElseThrow(() -> foundry.ai.http.Refused.invalid("pages: missing")));
    body.done();
    return upload;
  }

  private static Page page(Fields page) {
    return new Page(
        page.optionalNumber("number", 1, Integer.MAX_VALUE)
            .orElseThrow(() -> foundry.ai.http.Refused.invalid("pages[].number: missing")),
        page.optionalText("label", Limits.ID_CHARACTERS_MAX).orElse(""),
        page.text("text", Limits.PAGE_CHARACTERS_MAX));
  }
}
