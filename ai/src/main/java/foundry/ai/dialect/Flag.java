package foundry.ai.dialect;

import com.fasterxml.jackson.annotation.JsonInclude;
import foundry.ai.generate.Answer;
import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.prepare.Prepared.LeftOut;
import org.jspecify.annotations.Nullable;

/**
 * What no word of a dialect says of an answer.
 *
 * @param finishReason why the text ends, in our own words
 * @param leftOut of a prompt that was too long; not written where nothing was
 */
public record Flag(
    FinishReason finishReason,
    boolean partial,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LeftOut leftOut) {
  /** Null where the dialect's own words say all. */
  public static @Nullable Flag of(Answer answer) {
    boolean said =
        switch (answer.finishReason()) {
          case STOP, TOOL_USE, CONTENT_FILTER, LENGTH -> true;
          case DEADLINE, CANCELLED, ERROR -> false;
        };
    if (said && answer.leftOut() == null) return null;
    return new Flag(answer.finishReason(), answer.partial(), answer.leftOut());
  }
}
