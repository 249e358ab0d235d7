package foundry.local;

import foundry.local.oidc.Issuer;
import foundry.local.postgres.Postgres;
import foundry.local.storage.ObjectStorage;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The whole product, running in this process. */
final class Stack {
  private final Postgres postgres;
  private final Issuer issuer;

  private Stack(Postgres postgres, Issuer issuer) {
    this.postgres = postgres;
    this.issuer = issuer;
  }

  /** Starts every part and answers when all are up; whoever owns the parts closes them. */
  static Stack start(Plan plan, Services services, Parts parts) {
    var vertx = vertx();
    parts.start("Vert.x", () -> () -> close(vertx));
    var postgres =
        parts.start("PostgreSQL", () -> Postgres.start(plan.postgres(), plan.ownerPassword()));
    var storage = parts.start("object storage", () -> ObjectStorage.start(plan.storage()));
    var issuer = parts.start("sign-in", () -> Issuer.start(vertx, plan.issuer()));
    postgres.up();
    var ai = parts.start("AI service", () -> services.startAi(vertx));
    new Personas(postgres.up()).follow(issuer.up().url());
    storage.up();
    ai.up();
    parts.start("API", () -> services.startApi(vertx)).up();
    return new Stack(postgres.up(), issuer.up());
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
}
