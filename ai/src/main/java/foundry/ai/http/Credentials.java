package foundry.ai.http;

import foundry.viewer.Caller;
import io.vertx.core.Future;

/** Whose a credential is, of those that api did not sign. Asked on the event loop. */
public interface Credentials {
  /** Whether it looks like one of these; says nothing of whether it opens anything. */
  boolean takes(String credential);

  /** Fails with {@link Refused}. At once complete if it is known. */
  Future<Caller> caller(String credential, String path, String requestId);
}
