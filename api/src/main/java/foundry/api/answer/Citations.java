package foundry.api.answer;

import foundry.api.aiclient.Generated.Mark;
import foundry.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.JSONB;

/** Citations as a job keeps them: what the marks in the text referred to when it was written. */
final class Citations {
  private Citations() {}

  static JSONB json(List<Mark> marks, List<Source> sources) {
    var citations =
        marks.stream()
            .flatMap(
                mark -> find(mark, sources).map(source -> citation(mark.marker(), source)).stream())
            .toList();
    return JSONB.valueOf(Json.text(citations));
  }

  /** The marks of a text that broke off: {@code [n]} is the n-th source, as it was handed to ai. */
  static List<Mark> marks(String text, List<Source> sources) {
    return IntStream.rangeClosed(1, sources.size())
        .filter(n -> text.contains("[%d]".formatted(n)))
        .mapToObj(n -> new Mark(n, sources.get(n - 1).passage().id()))
        .toList();
  }

  private static Optional<Source> find(Mark mark, List<Source> sources) {
    return sources.stream().filter(s -> s.passage().id().equals(mark.contextId())).findFirst();
  }

  private static Map<String, Object> citation(int number, Source source) {
    var passage = source.passage();
    var citation = new LinkedHashMap<String, Object>();
    citation.put("number", number);
    citation.put("documentId", passage.document());
    citation.put("documentName", source.documentName());
    citation.put("page", passage.page());
    citation.put("pageLabel", passage.pageLabel());
    citation.put("start", passage.start());
    citation.put("end", passage.end());
    citation.put("quote", passage.text());
    return citation;
  }
}
