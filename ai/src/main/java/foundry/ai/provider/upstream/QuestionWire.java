package foundry.ai.provider.upstream;

import foundry.ai.provider.Outcome.Failed;
import io.vertx.core.buffer.Buffer;

/**
 * How one provider is asked a question that has one reply. Pure: no I/O, no state.
 *
 * @param <Q> the question
 * @param <A> the answer
 */
public interface QuestionWire<Q, A> {
  /**
   * @throws ChatWire.Unsupported if the provider cannot be asked this
   */
  UpstreamRequest request(Q question);

  /**
   * Reads a reply of status 200. May throw {@link tools.jackson.core.JacksonException} or {@link
   * ChatWire.Garbage}: it is none of this provider's.
   */
  A answer(Buffer body, Q question);

  /** Reads a reply of any other status. */
  Failed error(ErrorReply reply);
}
