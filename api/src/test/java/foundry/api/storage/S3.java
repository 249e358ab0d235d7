package foundry.api.storage;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** A real S3 server on a free port, its objects in a temporary folder. */
public final class S3 implements AutoCloseable {
  private final S3Proxy server;
  private final URI endpoint;

  public S3() {
    try {
      int port;
      try (var socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      endpoint = URI.create("http://127.0.0.1:" + port);
      var properties = new Properties();
      properties.put("jclouds.filesystem.basedir", Files.createTempDirectory("s3-").toString());
      var files = BlobStores.create("filesystem", properties);
      files.createContainer("uploads");
      server =
          S3Proxy.builder()
              .blobStore(files)
              .endpoint(endpoint)
              .awsAuthentication(AuthenticationType.AWS_V4, "key", "secret")
              .jettyMaxThreads(16)
              .build();
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  public ObjectStore store() {
    var keys = Optional.of(new StorageSettings.Keys("key", "secret"));
    return new ObjectStore(
        new StorageSettings("uploads", "us-east-1", Optional.of(endpoint), Optional.empty(), keys),
        Clock.systemUTC());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
