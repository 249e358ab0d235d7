package foundry.ai.prepare;

import foundry.ai.catalogue.Capability;
import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.ModelFacts;
import foundry.ai.check.Schemas;
import foundry.ai.check.Shape;
import foundry.ai.provider.Message;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Plan;
import foundry.ai.token.Family;
import foundry.ai.token.PromptTokens;
import foundry.ai.token.Tokenizers;
import foundry.http.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executor;
import tools.jackson.databind.JsonNode;

/** Makes a prompt ready for the model that will be asked first. */
public final class Preparation {
  private static final JsonNode ANY_OBJECT = Json.tree("{\"type\":\"object\"}");

  private static final String SCHEMA_FIELD = "response_format.schema";

  private static final String INSTRUCTION =
      "Answer with one JSON value and nothing else, without a code block. It must be valid against"
          + " this JSON Schema:\n";

  private final Catalogue catalogue;
  private final Tokenizers tokenizers;
  private final Schemas schemas;
  private final ImageHosts imageHosts;
  private final Executor workers;

  public Preparation(
      Catalogue catalogue,
      Tokenizers tokenizers,
      Schemas schemas,
      ImageHosts imageHosts,
      Executor workers) {
    this.catalogue = catalogue;
    this.tokenizers = tokenizers;
    this.schemas = schemas;
    this.imageHosts = imageHosts;
    this.workers = workers;
  }

  public Tokenizers tokenizers() {
    return tokenizers;
  }

  /**
   * Call on an event loop. Complete at once where there is nothing to do, as for nearly all
   * prompts; fails with {@link foundry.ai.http.Refused}.
   */
  public Future<Prepared> prepare(Plan plan, Prompt prompt, Wishes wishes) {
    var refusal = imageHosts.refusal(prompt);
    if (refusal.isPresent()) return Future.failedFuture(refusal.get());
    var facts = catalogue.model(plan.first().id());
    var schema = schema(prompt, wishes);
    boolean compiled = schema.isEmpty() || schemas.known(schema.get()).isPresent();
    if (compiled && surelyFits(prompt, facts)) {
      if (schema.isEmpty()) return Future.succeededFuture(Prepared.of(prompt));
      return Future.succeededFuture(
          new Prepared(
              instructed(prompt, facts), schema.flatMap(schemas::known), Optional.empty()));
    }
    return onThread(() -> slowly(plan, prompt, wishes, facts, schema));
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
  private static boolean surelyFits(Prompt prompt, Optional<ModelFacts> facts) {
    var context = facts.flatMap(ModelFacts::contextTokens);
    if (context.isEmpty()) return true;
    int room = tokensMax(prompt, context.get());
    return PromptTokens.most(prompt) <= room || PromptTokens.mostByBytes(prompt) <= room;
  }

  private static int tokensMax(Prompt prompt, int contextTokens) {
    int output = prompt.sampling().outputTokensMax().orElse(0);
    return Math.max(contextTokens / 2, contextTokens - output);
  }

  private Prepared slowly(
      Plan plan,
      Prompt prompt,
      Wishes wishes,
      Optional<ModelFacts> facts,
      Optional<JsonNode> schema) {
    var shape = schema.map(one -> schemas.compile(one, SCHEMA_FIELD));
    var ready = shape.isPresent() ? instructed(prompt, facts) : prompt;
    var context = facts.flatMap(ModelFacts::contextTokens);
    if (context.isEmpty()) return new Prepared(ready, shape, Optional.empty());
    return fitted(plan, ready, wishes, shape, context.get());
  }

  private Prepared fitted(
      Plan plan, Prompt prompt, Wishes wishes, Optional<Shape> shape, int contextTokens) {
    var family = Family.of(plan.first().id());
    int room = tokensMax(prompt, contextTokens);
    var fitting = new Fitting(family, tokenizers.of(family), contextTokens, room);
    var fitted = fitting.fit(prompt, wishes.trim());
    return new Prepared(fitted.prompt(), shape, fitted.leftOut());
  }

  /** Models that cannot hold a schema while they write are told to. */
  private static Prompt instructed(Prompt prompt, Optional<ModelFacts> facts) {
    if (!(prompt.format() instanceof OutputFormat.JsonSchema(var _, var schema, var _))) {
      return prompt;
    }
    boolean holds = facts.map(known -> known.can(Capability.JSON_SCHEMA)).orElse(true);
    if (holds) return prompt;
    var messages = new ArrayList<>(prompt.messages());
    messages.add(0, Message.of(Message.Role.SYSTEM, INSTRUCTION + schema));
    return prompt.withMessages(messages).withFormat(OutputFormat.TEXT);
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
