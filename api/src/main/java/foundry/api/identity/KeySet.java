package foundry.api.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import foundry.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The issuer's public keys, found by discovery (OpenID Connect Discovery 1.0, 4) and kept. Read
 * again when they are old, or when a token names a key that is not among them, but never more often
 * than {@link #REFETCH_INTERVAL_MIN}: unknown keys are free to invent. Old keys serve on while the
 * issuer is away or slow; one thread at a time asks it.
 */
final class KeySet {
  /** What is known of the keys. {@code version} changes when they do. */
  record Keys(JWKSet set, long version, Instant readAt) {}

  private static final Duration AGE_MAX = Duration.ofMinutes(10);
  private static final Duration REFETCH_INTERVAL_MIN = Duration.ofSeconds(10);

  /** While no keys are known, everybody waits for them. */
  private static final Duration FIRST_INTERVAL_MIN = Duration.ofSeconds(1);

  /** A token with a new key may come while the keys are being read; it waits that long for it. */
  private static final Duration NEW_KEY_WAIT_MAX = Duration.ofSeconds(1);

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

  private final URI issuer;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ReentrantLock lock = new ReentrantLock();
  private Instant triedAt = Instant.MIN;
  private volatile @Nullable Keys keys;

  KeySet(URI issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /** The keys; read if there are none or they are old. */
  Keys current() {
    var known = keys;
    if (known != null && clock.instant().isBefore(known.readAt().plus(AGE_MAX))) return known;
    return refreshed(known, Duration.ZERO);
  }

  /** The keys with this id; without one, all. Looks for new keys if there is none. */
  List<JWK> find(@Nullable String keyId) {
    var known = current();
    var found = matching(known, keyId);
    return found.isEmpty() ? matching(refreshed(known, NEW_KEY_WAIT_MAX), keyId) : found;
  }

  private static List<JWK> matching(Keys keys, @Nullable String keyId) {
    if (keyId == null) return keys.set().getKeys();
    return keys.set().getKeys().stream().filter(key -> keyId.equals(key.getKeyID())).toList();
  }

  /**
   * Reads the keys, unless another thread is at it: then waits for that one for so long, and takes
   * those that are known if the issuer takes longer. Without any, throws {@link IssuerUnavailable}.
   */
  private Keys refreshed(@Nullable Keys stale, Duration waitMax) {
    if (!locked(stale == null ? TIMEOUT : waitMax)) return orUnavailable(stale);
    try {
      var known = keys;
      if (known != null && isNewer(known, stale)) return known;
      var pause = known == null ? FIRST_INTERVAL_MIN : REFETCH_INTERVAL_MIN;
      if (clock.instant().isBefore(triedAt.plus(pause))) return orUnavailable(known);
      triedAt = clock.instant();
      keys = known = fetched(known);
      return known;
    } catch (IOException | ParseException | JacksonException e) {
      LOG.warn("the keys of {} cannot be read: {}", issuer, e.toString());
      triedAt = clock.instant(); // those who waited for this try do not begin with one of their own
      var known = keys;
      if (known == null) throw new IssuerUnavailable(e);
      return known;
    } finally {
      lock.unlock();
    }
  }

  private static Keys orUnavailable(@Nullable Keys known) {
    if (known != null) return known;
    throw new IssuerUnavailable(new IOException("its keys were never read so far"));
  }

  private boolean locked(Duration waitMax) {
    try {
      return lock.tryLock(waitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isNewer(Keys known, @Nullable Keys stale) {
    return stale == null || known.readAt().isAfter(stale.readAt());
  }

  private Keys fetched(@Nullable Keys former) throws IOException, ParseException {
    var base = issuer.toString().replaceAll("/$", "");
    var metadata = Json.tree(get(URI.create(base + "/.well-known/openid-configuration")));
    if (!issuer.toString().equals(metadata.path("issuer").asString(""))) {
      throw new IOException("it calls itself " + metadata.path("issuer"));
    }
    var set = JWKSet.parse(get(URI.create(metadata.path("jwks_uri").asString(""))));
    boolean same = former != null && former.set().toString().equals(set.toString());
    long version = former == null ? 0 : former.version() + (same ? 0 : 1);
    return new Keys(set, version, clock.instant());
  }

  private String get(URI url) throws IOException {
    try {
      var request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() == 200) return response.body();
      throw new IOException(url + " answered " + response.statusCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(url + " is no URL to read from", e);
    }
  }
}
