package foundry.ai.token;

/**
 * For families that keep their tokenizer to themselves: what a public one counts, times a factor.
 *
 * @param percent such that the estimate is rarely too low
 * @param atLeastPercent of the public one's count, which the real one is hardly ever below
 */
record Scaled(Tokenizer base, int percent, int atLeastPercent) implements Tokenizer {
  @Override
  public String name() {
    return "estimate from " + base.name();
  }

  @Override
  public boolean exact() {
    return false;
  }

  @Override
  public int count(String text) {
    return times(base.count(text));
  }

  @Override
  public int atLeast(int count) {
    return (int) ((long) count * atLeastPercent / percent);
  }

  @Override
  public int quick(String text) {
    // The tables of the base are not worth loading for an estimate of an estimate.
    return times(Estimate.quick(text));
  }

  private int times(int count) {
    return (int) (((long) count * percent + 99) / 100);
  }
}
