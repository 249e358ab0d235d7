package foundry.ai.provider;

/** A call that is one question and one reply did not succeed. */
public final class ProviderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Failed failed;

  public ProviderFailure(Outcome.Failed failed) {
    super(failed.message(), null, false, false);
    this.failed = failed;
  }

  public Outcome.Failed failed() {
    return failed;
  }
}
