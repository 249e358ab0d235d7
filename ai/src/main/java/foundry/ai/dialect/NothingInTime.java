package foundry.ai.dialect;

import foundry.ai.generate.Answer;
import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import java.util.Optional;

/**
 * A deadline that passed before the first word. Dialects have no word for it: an empty answer that
 * claims to be cut at its length would be taken for one.
 */
public final class NothingInTime {
  private NothingInTime() {}

  /** Empty if there is something to give. */
  public static Optional<Refused> of(Answer answer) {
    if (answer.finishReason() != FinishReason.DEADLINE || !answer.saysNothing()) {
      return Optional.empty();
    }
    String message = "the deadline passed before the first word of the answer";
    var late = new Refused(ErrorCode.UPSTREAM_TIMEOUT, message);
    return Optional.of(late.afterRetries(Optional.empty()));
  }
}
