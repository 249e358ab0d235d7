package foundry.api.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The bucket that holds the bytes of documents. The S3 client is made in the background, so that
 * starting does not wait for it.
 */
public final class ObjectStore implements AutoCloseable {
  /** An upload must begin within this; a slow one may take longer to end. */
  public static final Duration PUT_LIFETIME = Duration.ofMinutes(10);

  /** Long enough to click, short enough to make a leaked link worthless. */
  static final Duration GET_LIFETIME = Duration.ofMinutes(5);

  /** Asked while a request's transaction waits, and holds what it has locked. */
  static final Duration HEAD_MAX = Duration.ofSeconds(2);

  /** Of 16 transactions at once: a store that hangs must not hold them all. */
  static final int HEADS_AT_ONCE_MAX = 4;

  /** Of a store that is well, a turn comes within milliseconds; who waits holds a transaction. */
  private static final Duration HEAD_TURN_MAX = Duration.ofMillis(250);

  /** Set by the browser itself, which forbids scripts to. */
  private static final Set<String> BROWSER_HEADERS = Set.of("host", "content-length");

  private final StorageSettings settings;
  private final Clock clock;
  private final CompletableFuture<S3Client> client;
  private final CompletableFuture<S3Presigner> presigner;
  private final Semaphore heads = new Semaphore(HEADS_AT_ONCE_MAX);

  public ObjectStore(StorageSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.client = new CompletableFuture<>();
    this.presigner = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("storage")
        .start(
            () -> {
              presigner.completeAsync(settings::presigner, Runnable::run);
              client.completeAsync(
                  () -> settings.client(UrlConnectionHttpClient.create()), Runnable::run);
            });
  }

  /** Leave to put these bytes and no others under the key. */
  public PresignedPut presignPut(
      ObjectKey key, String mediaType, long sizeBytes, String sha256Hex) {
    String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256Hex));
    var object =
        PutObjectRequest.builder()
            .bucket(settings.bucket())
            .key(key.toString())
            .contentType(mediaType)
            .contentLength(sizeBytes)
            .checksumSHA256(checksum)
            .build();
    var expiresAt = clock.instant().plus(PUT_LIFETIME);
    var request =
        presigner
            .join()
            .presignPutObject(put -> put.signatureDuration(PUT_LIFETIME).putObjectRequest(object));
    return new PresignedPut(url(request), browserHeaders(request), expiresAt);
  }

  /** A link to download the object under this name. */
  public URI presignGet(ObjectKey key, String fileName, String mediaType) {
    return url(
        presigner
            .join()
            .presignGetObject(
                get ->
                    get.signatureDuration(GET_LIFETIME)
                        .getObjectRequest(
                            object ->
                                object
                                    .bucket(settings.bucket())
                                    .key(key.toString())
                                    .responseContentType(mediaType)
                                    .responseContentDisposition(
                                        ContentDisposition.attachment(fileName)))));
  }

  /**
   * Empty if there is no such object. Throws {@link StorageUnavailable}, also if too many wait for
   * an answer already.
   */
  public Optional<StoredObject> head(ObjectKey key) {
    if (!takeTurn()) throw new StorageUnavailable("the object store is slow to answer");
    try {
      return ask(key);
    } finally {
      heads.release();
    }
  }

  private boolean takeTurn() {
    try {
      return heads.tryAcquire(HEAD_TURN_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<StoredObject> ask(ObjectKey key) {
    try {
      var head =
          client
              .join()
              .headObject(
                  object ->
                      object
                          .bucket(settings.bucket())
                          .key(key.toString())
                          .overrideConfiguration(call -> call.apiCallTimeout(HEAD_MAX)));
      return Optional.of(new StoredObject(head.contentLength()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == 404) return Optional.empty();
      throw new StorageUnavailable(e);
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  /**
   * The bytes of the object. Throws {@link NoSuchObject} or {@link StorageUnavailable}; reading may
   * throw {@link IOException} as any stream.
   */
  public InputStream open(ObjectKey key) {
    try {
      return client
          .join()
          .getObject(object -> object.bucket(settings.bucket()).key(key.toString()));
    } catch (NoSuchKeyException e) {
      throw new NoSuchObject(key, e);
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  /** Safe to repeat: deleting what is not there succeeds. Throws {@link StorageUnavailable}. */
  public void delete(ObjectKey key) {
    try {
      client.join().deleteObject(object -> object.bucket(settings.bucket()).key(key.toString()));
    } catch (NoSuchKeyException e) {
      // Already gone, which is what was asked for.
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  /** True if the bucket answers now. */
  public boolean isReady() {
    if (!client.isDone()) return false;
    try {
      client.join().headBucket(bucket -> bucket.bucket(settings.bucket()));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    client.thenAccept(S3Client::close);
    presigner.thenAccept(S3Presigner::close);
  }

  private static URI url(PresignedRequest request) {
    return URI.create(request.url().toExternalForm());
  }

  private static Map<String, String> browserHeaders(PresignedRequest request) {
    var headers = new HashMap<String, String>();
    request
        .signedHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!BROWSER_HEADERS.contains(lower)) headers.put(lower, String.join(",", values));
            });
    return headers;
  }
}
