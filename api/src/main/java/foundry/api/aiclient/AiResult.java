package foundry.api.aiclient;

/** What became of a call. */
public sealed interface AiResult<T> {
  record Done<T>(T value) implements AiResult<T> {}

  record Failed<T>(AiFailure failure) implements AiResult<T> {}
}
