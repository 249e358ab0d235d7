package foundry.ai;

import static foundry.ai.Limits.BODY_BYTES_MAX;
import static foundry.ai.Limits.DOCUMENT_BODY_BYTES_MAX;
import static foundry.ai.Limits.GENERATE_BODY_BYTES_MAX;
import static foundry.ai.Routes.CHAT;
import static foundry.ai.Routes.COUNT_TOKENS;
import static foundry.ai.Routes.DOCUMENT;
import static foundry.ai.Routes.TEMPLATE;
import static foundry.ai.Routes.TEMPLATE_LABEL;

import foundry.ai.chunk.ChunkRoute;
import foundry.ai.dialect.ModelRoute;
import foundry.ai.dialect.ModelsRoute;
import foundry.ai.dialect.anthropic.CountTokensRoute;
import foundry.ai.dialect.anthropic.MessagesRoute;
import foundry.ai.dialect.openai.ChatCompletionsRoute;
import foundry.ai.dialect.openai.EmbeddingsRoute;
import foundry.ai.dialect.openai.ModerationsRoute;
import foundry.ai.generate.CancelRoute;
import foundry.ai.generate.GenerateRoute;
import foundry.ai.generate.Models;
import foundry.ai.generate.ResumeRoute;
import foundry.ai.meter.UsageRoute;
import foundry.ai.prompt.GetTemplateRoute;
import foundry.ai.prompt.ListTemplatesRoute;
import foundry.ai.prompt.MoveLabelRoute;
import foundry.ai.prompt.PutTemplateRoute;
import foundry.ai.question.EmbedRoute;
import foundry.ai.question.ModerateRoute;
import foundry.ai.question.RerankRoute;
import foundry.ai.retrieve.DeleteDocumentRoute;
import foundry.ai.retrieve.PutDocumentRoute;
import foundry.ai.retrieve.RetrieveRoute;
import foundry.ai.route.RoutesRoute;
import foundry.ai.score.ScoreRoute;
import foundry.ai.token.TokensRoute;
import io.vertx.ext.web.Router;

/** Every path of the service: what may be asked, and which part answers. */
record Paths(
    Ground ground,
    Search search,
    Access access,
    Routing routing,
    Answers answers,
    AllQuestions questions) {
  void on(Router router) {
    new Health(search.embedder(), ground.metrics()).on(router);
    var on = new Routes(router, access.authentication(), ground.workers(), ground.registry());
    answers(on);
    templates(on);
    texts(on);
    questions(on);
    documents(on);
    models(on);
    accounts(on);
    on.done();
  }

  private void answers(Routes on) {
    var generations = answers.generations();
    on.post(
        "/v1/generate",
        GENERATE_BODY_BYTES_MAX,
        new GenerateRoute(generations, answers.templates(), ground.workers()));
    on.post(CHAT, GENERATE_BODY_BYTES_MAX, new ChatCompletionsRoute(generations));
    on.post("/v1/messages", GENERATE_BODY_BYTES_MAX, new MessagesRoute(generations));
    on.get("/v1/generations/:id/events", new ResumeRoute(generations));
    on.delete("/v1/generations/:id", new CancelRoute(generations));
  }

  private void templates(Routes on) {
    var templates = answers.templates();
    on.get("/v1/templates", new ListTemplatesRoute(templates));
    on.get(TEMPLATE, new GetTemplateRoute(templates));
    on.put(TEMPLATE, GENERATE_BODY_BYTES_MAX, new PutTemplateRoute(templates));
    on.put(TEMPLATE_LABEL, BODY_BYTES_MAX, new MoveLabelRoute(templates));
  }

  private void texts(Routes on) {
    var tokenizers = answers.vocabularies().tokenizers();
    on.post("/v1/tokens", GENERATE_BODY_BYTES_MAX, new TokensRoute(tokenizers));
    on.post(COUNT_TOKENS, GENERATE_BODY_BYTES_MAX, new CountTokensRoute(tokenizers));
    on.post("/v1/chunk", GENERATE_BODY_BYTES_MAX, new ChunkRoute(tokenizers));
    on.post("/v1/score", GENERATE_BODY_BYTES_MAX, new ScoreRoute(answers.scoring(), tokenizers));
  }

  private void questions(Routes on) {
    var workers = ground.workers();
    var embeddings = questions.embeddings();
    on.post("/v1/embed", BODY_BYTES_MAX, new EmbedRoute(embeddings, workers));
    on.post("/v1/embeddings", BODY_BYTES_MAX, new EmbeddingsRoute(embeddings, workers));
    on.post("/v1/rerank", BODY_BYTES_MAX, new RerankRoute(questions.rankings()));
    on.post("/v1/moderate", BODY_BYTES_MAX, new ModerateRoute(questions.moderations()));
    on.post("/v1/moderations", BODY_BYTES_MAX, new ModerationsRoute(questions.moderations()));
  }

  private void documents(Routes on) {
    var indexes = search.indexes();
    var underWay = search.underWay();
    on.post("/v1/retrieve", BODY_BYTES_MAX, new RetrieveRoute(indexes, search.embedder()));
    on.put(DOCUMENT, DOCUMENT_BODY_BYTES_MAX, new PutDocumentRoute(search.indexing(), underWay));
    on.delete(DOCUMENT, new DeleteDocumentRoute(indexes, underWay));
  }

  private void models(Routes on) {
    var router = routing.router();
    var models =
        new Models(routing.providers(), router.routes(), questions.offers(), ground.catalogue());
    on.get("/v1/models", new ModelsRoute(models));
    on.get("/v1/models/*", new ModelRoute(models));
    on.get("/v1/routes", new RoutesRoute(router));
  }

  private void accounts(Routes on) {
    var keys = access.keys();
    on.post("/v1/keys", BODY_BYTES_MAX, keys.create());
    on.get("/v1/keys", keys.list());
    on.put("/v1/keys/:key", BODY_BYTES_MAX, keys.put());
    on.delete("/v1/keys/:key", keys.revoke());
    on.get("/v1/usage", new UsageRoute(ground.database(), ground.clock()));
  }
}
