package foundry.local;

import foundry.local.oidc.Issuer;
import foundry.local.postgres.Postgres;
import foundry.local.storage.ObjectStorage;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The whole product, running in this process. */
final class Stack implements AutoCloseable {
  private final Parts parts;
  private final Postgres postgres;
  private final Issuer issuer;

  private Stack(Parts parts, Postgres postgres, Issuer issuer) {
    this.parts = parts;
    this.postgres = postgres;
    this.issuer = issuer;
  }

  /**
   * Starts every part and answers when all are up; throws, with nothing left running, if one fails.
   */
  static Stack start(Plan plan, Services services) {
    var parts = new Parts();
    try {
      var vertx = vertx();
      parts.start("Vert.x", () -> () -> close(vertx));
      var postgres =
          parts.start("PostgreSQL", () -> Postgres.start(plan.postgres(), plan.ownerPassword()));
      var ai = parts.start("AI service", () -> services.startAi(vertx));
      var storage = parts.start("object storage", () -> ObjectStorage.start(plan.storage()));
      var issuer = parts.start("sign-in", () -> Issuer.start(vertx, plan.issuer()));
      new Personas(postgres.up()).follow(issuer.up().url());
      storage.up();
      ai.up();
      parts.start("API", () -> services.startApi(vertx)).up();
      return new Stack(parts, postgres.up(), issuer.up());
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  static Vertx vertx() {
    // No resources are served from jars, so nothing has to be unpacked to the temporary folder.
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
  }

  static void close(Vertx vertx) {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  Postgres postgres() {
    return postgres;
  }

  Issuer issuer() {
    return issuer;
  }

  @Override
  public void close() {
    parts.close();
  }
}
