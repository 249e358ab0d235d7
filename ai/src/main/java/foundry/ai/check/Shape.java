package foundry.ai.check;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import foundry.ai.Limits;
import foundry.http.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an answer must look like. Safe to share. */
public final class Shape {
  /** A schema that refers to itself without end runs into this instead of the stack's. */
  private static final int EVALUATION_DEPTH_MAX = 256;

  private static final long EVALUATION_STEPS_MAX = 1_000_000;

  private static final List<Misfit> TOO_LONG =
      List.of(new Misfit("", "bounds", "The answer takes too long to check."));

  private final Schema schema;
  private final Set<String> names;

  Shape(Schema schema, Set<String> names) {
    this.schema = schema;
    this.names = Set.copyOf(names);
  }

  /**
   * What of an answer does not fit; empty if all does. May take long: never on an event loop.
   *
   * @param text without fences
   */
  public List<Misfit> misfits(String text) {
    JsonNode answer;
    try {
      answer = Json.tree(text);
    } catch (JacksonException e) {
      return List.of(new Misfit("", "json", "The answer is no JSON."));
    }
    if (answer.isMissingNode()) return List.of(new Misfit("", "json", "The answer is empty."));
    var looks = new Looks();
    try {
      var errors = looks.during(() -> schema.validate(answer, Shape::bounded));
      if (looks.areUsedUp()) return TOO_LONG;
      return errors.stream().limit(Limits.MISFITS_MAX).map(this::misfit).toList();
    } catch (ValidationLimitExceededException | StackOverflowError e) {
      return TOO_LONG;
    }
  }

  private static void bounded(com.networknt.schema.ExecutionContext context) {
    context.executionConfig(
        config ->
            config
                .maxEvaluationDepth(EVALUATION_DEPTH_MAX)
                .maxEvaluationSteps(EVALUATION_STEPS_MAX));
  }

  private Misfit misfit(Error error) {
    String place = error.getInstanceLocation().toString();
    return new Misfit(starred(place), error.getKeyword(), place + ": " + error.getMessage());
  }

  private String starred(String place) {
    var known = new StringBuilder();
    int at = 1;
    while (at <= place.length() && !place.isEmpty()) {
      int end = place.indexOf('/', at);
      if (end < 0) end = place.length();
      String segment = place.substring(at, end);
      String name = segment.replace("~1", "/").replace("~0", "~");
      known.append('/').append(isKnown(name) ? segment : "*");
      at = end + 1;
    }
    return known.toString();
  }

  private boolean isKnown(String name) {
    if (names.contains(name)) return true;
    return name.length() <= 6 && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
