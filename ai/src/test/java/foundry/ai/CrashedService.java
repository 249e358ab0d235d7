package foundry.ai;

import java.nio.file.Path;
import java.util.Map;

/** A service in a process of its own, to be killed. Its port is its first line. */
final class CrashedService {
  private CrashedService() {}

  public static void main(String[] arguments) throws InterruptedException {
    var settings =
        Map.of(
            "FOUNDRY_DATABASE_URL", arguments[1],
            "FOUNDRY_AI_DATABASE_USER_PASSWORD", "ai-password",
            "OPENAI_BASE_URL", arguments[2]);
    var ai = RunningAi.startWith(Path.of(arguments[0]), settings);
    System.out.println("port " + ai.port());
    Thread.currentThread().join();
  }
}
