package foundry.ai.provider.upstream;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators why a provider did not answer: at which end to look. Never what was said on
 * either side, nor with which key.
 */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger("foundry.ai.providers");
  private static final int REASON_CHARACTERS_MAX = 160;

  /** What went wrong, as far as that decides what is to be done. */
  private enum Kind {
    DNS,
    REFUSED,
    TLS,
    TIMEOUT,
    BROKEN
  }

  private Trouble() {}

  /**
   * @param server host and port
   * @param asked the model, or the path without its query
   */
  static void log(String server, String asked, Throwable problem) {
    var kind = kind(problem);
    LOG.warn("provider {}, {}: {} ({})", server, asked, kind, reason(kind, problem));
  }

  private static Kind kind(Throwable problem) {
    for (Throwable at = problem; at != null; at = at.getCause()) {
      if (at instanceof UnknownHostException) return Kind.DNS;
      if (at instanceof SSLException || at instanceof CertificateException) return Kind.TLS;
      // Also that of a connection, which the libraries below have types of their own for.
      boolean timeout = at.getClass().getSimpleName().contains("Timeout");
      if (timeout || at instanceof TimeoutException) return Kind.TIMEOUT;
      if (at instanceof ConnectException) return Kind.REFUSED;
    }
    return Kind.BROKEN;
  }

  /** Where bytes of the provider were read already, the message may repeat them. */
  private static String reason(Kind kind, Throwable problem) {
    var last = problem;
    while (last.getCause() != null) last = last.getCause();
    String name = last.getClass().getSimpleName();
    String message = last.getMessage();
    boolean told = kind != Kind.BROKEN && !name.startsWith("NotSsl") && message != null;
    return told ? name + ": " + shown(String.valueOf(message)) : name;
  }

  private static String shown(String message) {
    String line = message.replaceAll("[^ -~]", " ");
    return line.length() <= REASON_CHARACTERS_MAX
        ? line
        : line.substring(0, REASON_CHARACTERS_MAX) + "...";
  }
}
