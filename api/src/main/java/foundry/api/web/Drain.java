package foundry.api.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step of stopping: the service says that it is not ready and goes on serving for as long
 * as those who send requests need to notice. Only then streams are ended, and the port waits for
 * what is under way.
 */
public final class Drain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final Duration noticed;
  private final CountDownLatch nobodyCalls = new CountDownLatch(1);
  private volatile boolean stopping;

  /**
   * @param noticed how long a load balancer goes on sending after it was told
   */
  public Drain(Duration noticed) {
    this.noticed = noticed;
  }

  /** From the wish to stop on. */
  public boolean isStopping() {
    return stopping;
  }

  /** Returns when nobody should be sending any more. */
  @Override
  public void close() {
    if (stopping) return;
    stopping = true;
    LOG.info("stopping: not ready from now on, still serving for {} s", noticed.toSeconds());
    try {
      boolean called = nobodyCalls.await(noticed.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("noticed: {}", !called);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
