package foundry.ai.prepare;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.ModelFacts;
import foundry.ai.check.Schemas;
import foundry.ai.check.Shape;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.SchemaInWords;
import foundry.ai.route.Abilities;
import foundry.ai.route.Plan;
import foundry.ai.route.Target;
import foundry.ai.token.PromptTokens;
import foundry.http.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import tools.jackson.databind.JsonNode;

/** Makes a prompt fit the model that will be asked first, and spares those that cannot read it. */
public final class Preparation {
  private static final JsonNode ANY_OBJECT = Json.tree("{\"type\":\"object\"}");

  private static final String SCHEMA_FIELD = "response_format.schema";

  private final Catalogue catalogue;
  private final Abilities abilities;
  private final Vocabularies vocabularies;
  private final Schemas schemas;
  private final ImageHosts imageHosts;
  private final Executor workers;

  public Preparation(
      Catalogue catalogue,
      Abilities abilities,
      Vocabularies vocabularies,
      Schemas schemas,
      ImageHosts imageHosts,
      Executor workers) {
    this.catalogue = catalogue;
    this.abilities = abilities;
    this.vocabularies = vocabularies;
    this.schemas = schemas;
    this.imageHosts = imageHosts;
    this.workers = workers;
  }

  public Vocabularies vocabularies() {
    return vocabularies;
  }

  /**
   * Call on an event loop. Complete at once where there is nothing to do, as for nearly all
   * prompts; fails with {@link foundry.ai.http.Refused}.
   */
  public Future<Prepared> prepare(Plan asked, Prompt prompt, Wishes wishes) {
    var plan = OnlyQuotes.spare(asked, prompt.toolChoice(), prompt.format());
    var refusal = imageHosts.refusal(prompt);
    if (refusal.isPresent()) return Future.failedFuture(refusal.get());
    var schema = schema(prompt, wishes);
    var shape = schema.flatMap(schemas::known);
    if (shape.isPresent() == schema.isPresent() && surelyFits(prompt, plan)) {
      return Future.succeededFuture(new Prepared(plan, prompt, shape, Optional.empty()));
    }
    return onThread(() -> slowly(plan, prompt, wishes, schema));
  }

  private static Optional<JsonNode> schema(Prompt prompt, Wishes wishes) {
    if (wishes.onMisfit().isEmpty()) return Optional.empty();
    return switch (prompt.format()) {
      case OutputFormat.Text _ -> Optional.empty();
      case OutputFormat.JsonObject _ -> Optional.of(ANY_OBJECT);
      case OutputFormat.JsonSchema(var _, var schema, var _) -> Optional.of(schema);
    };
  }

  /** By bounds that cost next to nothing: few prompts are anywhere near what models read. */
  private boolean surelyFits(Prompt prompt, Plan plan) {
    for (var target : plan.targets()) {
      var context = catalogue.model(target.id()).flatMap(ModelFacts::contextTokens);
      if (context.isPresent() && !surelyFits(prompt, context.get())) return false;
    }
    return true;
  }

  private static boolean surelyFits(Prompt prompt, int contextTokens) {
    int room = tokensMax(prompt, contextTokens);
    if (PromptTokens.most(prompt) <= room) return true;
    return !prompt.isLong() && PromptTokens.mostByBytes(prompt) <= room;
  }

  private static int tokensMax(Prompt prompt, int contextTokens) {
    int output = prompt.sampling().outputTokensMax().orElse(0);
    return Math.max(contextTokens / 2, contextTokens - output);
  }

  private Prepared slowly(Plan plan, Prompt prompt, Wishes wishes, Optional<JsonNode> schema) {
    var shape = schema.map(one -> schemas.compile(one, SCHEMA_FIELD));
    return wishes.trim().isPresent()
        ? trimmed(plan, prompt, wishes.trim(), shape)
        : whole(plan, prompt, shape);
  }

  /** Whoever is asked first says how much there is room for; who has less is not asked. */
  private Prepared trimmed(Plan plan, Prompt prompt, Optional<Trim> trim, Optional<Shape> shape) {
    var first = plan.first();
    var ready = ready(first, prompt, shape);
    var fitting = fitting(first, ready);
    if (fitting.isEmpty()) {
      return new Prepared(plan.only(readers(plan, prompt, shape)), prompt, shape, Optional.empty());
    }
    var fitted = fitting.get().fit(ready, trim);
    boolean told = ready.messages().size() > prompt.messages().size();
    var shorter = told ? SchemaInWords.untold(fitted.prompt(), prompt.format()) : fitted.prompt();
    return new Prepared(plan.only(readers(plan, shorter, shape)), shorter, shape, fitted.leftOut());
  }

  private Prepared whole(Plan plan, Prompt prompt, Optional<Shape> shape) {
    var readers = readers(plan, prompt, shape);
    if (readers.isEmpty()) throw tooLong(plan, prompt, shape);
    return new Prepared(plan.only(readers), prompt, shape, Optional.empty());
  }

  private List<Target> readers(Plan plan, Prompt prompt, Optional<Shape> shape) {
    return plan.targets().stream().filter(target -> reads(target, prompt, shape)).toList();
  }

  private boolean reads(Target target, Prompt prompt, Optional<Shape> shape) {
    var ready = ready(target, prompt, shape);
    return fitting(target, ready).map(fitting -> fitting.reads(ready)).orElse(true);
  }

  /** By the one that reads most. */
  private RuntimeException tooLong(Plan plan, Prompt prompt, Optional<Shape> shape) {
    var roomiest = Collections.max(plan.targets(), Comparator.comparing(this::contextTokens));
    var ready = ready(roomiest, prompt, shape);
    return fitting(roomiest, ready)
        .map(fitting -> fitting.tooLong(ready))
        .orElseThrow(() -> new IllegalStateException("a model of no known context has no limit"));
  }

  private Integer contextTokens(Target target) {
    return catalogue.model(target.id()).flatMap(ModelFacts::contextTokens).orElse(0);
  }

  /** As the target will see it: models that cannot hold a schema while they write are told it. */
  private Prompt ready(Target target, Prompt prompt, Optional<Shape> shape) {
    if (shape.isEmpty() || abilities.holdsSchema(target.id())) return prompt;
    return SchemaInWords.told(prompt);
  }

  /** Empty where it is not known what the model reads. */
  private Optional<Fitting> fitting(Target target, Prompt prompt) {
    var facts = catalogue.model(target.id());
    var context = facts.flatMap(ModelFacts::contextTokens);
    if (context.isEmpty()) return Optional.empty();
    var family = vocabularies.family(target);
    int room = tokensMax(prompt, context.get());
    return Optional.of(new Fitting(family, vocabularies.of(family), context.get(), room));
  }

  private <T> Future<T> onThread(java.util.function.Supplier<T> work) {
    Context loop = Vertx.currentContext();
    if (loop == null) throw new IllegalStateException("a prompt is prepared on an event loop");
    Promise<T> promise = Promise.promise();
    workers.execute(
        () -> {
          try {
            T done = work.get();
            loop.runOnContext(ignored -> promise.complete(done));
          } catch (Throwable e) {
            loop.runOnContext(ignored -> promise.fail(e));
          }
        });
    return promise.future();
  }
}
