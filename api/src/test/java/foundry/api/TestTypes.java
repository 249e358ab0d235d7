package foundry.api;

import foundry.api.aiclient.AiClient;
import foundry.api.database.Statements;
import foundry.api.graphql.plan.Types;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.StorageSettings;
import foundry.viewer.CallerTokens;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** The product's own schema and what its fields answer, without anything that runs. */
public final class TestTypes {
  private TestTypes() {}

  public static Types types() {
    var nowhere =
        new StorageSettings(
            "none", "us-east-1", Optional.empty(), Optional.empty(), Optional.empty());
    var tokens = new CallerTokens(new byte[32], Clock.systemUTC());
    var ai = new AiClient(URI.create("http://127.0.0.1:1"), tokens);
    try (var objects = new ObjectStore(nowhere, Clock.systemUTC())) {
      return Schema.of(objects, ai, Statements.policed());
    }
  }
}
