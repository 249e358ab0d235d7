package foundry.local.storage;

import foundry.local.data.Ports;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * A running S3 server that keeps its objects as files. Every request has to be signed (AWS
 * signature version 4, in a header or in the URL); browsers may come from the given origins only.
 */
public final class ObjectStorage implements AutoCloseable {
  /** The bucket of uploaded files; there from the start. */
  public static final String BUCKET = "uploads";

  public static final String REGION = "us-east-1";

  /** Browsers open six connections each; more threads only cost memory. */
  private static final int THREADS_MAX = 24;

  private static final List<String> METHODS = List.of("GET", "HEAD", "PUT");
  private static final List<String> EXPOSED_HEADERS = List.of("ETag", "Content-Length");

  /** {@code origins} are those of the web app, such as {@code http://127.0.0.1:8080}. */
  public record Settings(
      Path folder, int port, String accessKey, String secretKey, List<String> origins) {}

  private final S3Proxy server;
  private final BlobStore files;
  private final int port;

  private ObjectStorage(S3Proxy server, BlobStore files, int port) {
    this.server = server;
    this.files = files;
    this.port = port;
  }

  /** Throws {@link foundry.local.data.Refusal} if the port is taken. */
  public static ObjectStorage start(Settings settings) {
    var files = open(settings.folder());
    try {
      var server =
          S3Proxy.builder()
              .blobStore(files)
              .endpoint(URI.create("http://127.0.0.1:" + settings.port()))
              .awsAuthentication(
                  AuthenticationType.AWS_V4, settings.accessKey(), settings.secretKey())
              .corsRules(cors(settings.origins()))
              .jettyMaxThreads(THREADS_MAX)
              .metricsEnabled(false)
              .build();
      server.start();
      return new ObjectStorage(server, files, settings.port());
    } catch (Exception e) {
      files.close();
      if (hasCause(e, BindException.class)) {
        throw Ports.taken("object storage", settings.port(), e);
      }
      throw new IllegalStateException("object storage did not start", e);
    }
  }

  private static BlobStore open(Path folder) {
    var properties = new Properties();
    properties.put("jclouds.filesystem.basedir", folder.toString());
    var files = BlobStores.create("filesystem", properties);
    if (!files.containerExists(BUCKET)) files.createContainer(BUCKET);
    return files;
  }

  /** Origins are matched as regular expressions. */
  private static CrossOriginResourceSharing cors(List<String> origins) {
    return new CrossOriginResourceSharing(
        origins.stream().map(Pattern::quote).toList(), METHODS, List.of("*"), EXPOSED_HEADERS, "");
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (kind.isInstance(t)) return true;
    }
    return false;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("object storage did not stop", e);
    } finally {
      files.close();
    }
  }
}
