package foundry.api.graphql.http;

import foundry.api.graphql.Documents.Found;
import foundry.api.graphql.errors.ErrorCode;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests, how long they took and what went wrong, by registered document. Labels are ids
 * and names of registered documents and two words for all else: nobody's text becomes one.
 */
final class Measurements {
  /** What a request is counted as. */
  static final class Series {
    private final MeterRegistry registry;
    private final String document;
    private final String operation;
    private final Timer timer;
    private final Map<ErrorCode, Counter> errors = new EnumMap<>(ErrorCode.class);

    Series(MeterRegistry registry, String document, String operation) {
      this.registry = registry;
      this.document = document;
      this.operation = operation;
      this.timer =
          Timer.builder("foundry.graphql.requests")
              .description("GraphQL requests, from the first byte to the reply")
              .tag("document", document)
              .tag("operation", operation)
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    void took(long nanos, Set<ErrorCode> codes) {
      timer.record(Duration.ofNanos(nanos));
      for (var code : codes) counter(code).increment();
    }

    private synchronized Counter counter(ErrorCode code) {
      return errors.computeIfAbsent(
          code,
          c ->
              Counter.builder("foundry.graphql.errors")
                  .description("GraphQL requests with an error of this code")
                  .tag("document", document)
                  .tag("operation", operation)
                  .tag("code", c.name())
                  .register(registry));
    }
  }

  /** Around the promise of 800 ms. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofMillis(800),
    Duration.ofMillis(1_500),
    Duration.ofMillis(5_000)
  };

  private final MeterRegistry registry;
  private final Series none;
  private final Series unregistered;
  private final Map<String, Series> registered = new ConcurrentHashMap<>();

  Measurements(MeterRegistry registry) {
    this.registry = registry;
    this.none = new Series(registry, "none", "none");
    this.unregistered = new Series(registry, "unregistered", "unregistered");
  }

  /** Refused before it was known what is asked. */
  Series none() {
    return none;
  }

  /**
   * @param documentId of a document that was found by it; empty for free text
   */
  Series of(Optional<String> documentId, Found found) {
    if (documentId.isEmpty() || !(found instanceof Found.Valid(var document))) return unregistered;
    var id = documentId.get();
    var hash = id.substring(id.indexOf(':') + 1);
    var known = registered.get(hash);
    if (known != null) return known;
    return registered.computeIfAbsent(
        hash, h -> new Series(registry, h, name(document.document())));
  }

  private static String name(Document document) {
    return document.getDefinitionsOfType(OperationDefinition.class).stream()
        .map(OperationDefinition::getName)
        .filter(name -> name != null)
        .findFirst()
        .orElse("unnamed");
  }
}
