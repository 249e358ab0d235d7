package foundry.api.aiclient;

/** Why ai did not do what it was asked. */
public sealed interface AiFailure {
  /** For logs. */
  String message();

  /** The service, or the model behind it, cannot be reached or has no room now. */
  record Unavailable(String message) implements AiFailure {}

  /** No answer in time. */
  record TimedOut(String message) implements AiFailure {}

  /** The request is larger than ai takes. */
  record TooLarge(String message) implements AiFailure {}

  /** The request itself was refused; asking again would change nothing. */
  record Refused(String code, String message) implements AiFailure {}

  /** The caller wanted it no more. */
  record Cancelled(String message) implements AiFailure {}
}
