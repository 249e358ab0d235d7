package foundry.ai.route;

/** Tells time that only goes forward; tests turn it by hand. */
@FunctionalInterface
public interface Ticker {
  Ticker SYSTEM = System::nanoTime;

  long nanos();
}
