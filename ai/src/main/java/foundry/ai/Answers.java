package foundry.ai;

import foundry.ai.check.Schemas;
import foundry.ai.generate.Generations;
import foundry.ai.prepare.Preparation;
import foundry.ai.prompt.Templates;
import foundry.ai.score.Scoring;
import foundry.ai.token.Tokenizers;

/** Answers of models, and what makes their prompts and looks at their texts. */
record Answers(
    Tokenizers tokenizers, Scoring scoring, Templates templates, Generations generations) {
  static Answers of(Ground ground, Search search, Routing routing, Telemetry telemetry) {
    var workers = ground.workers();
    var tokenizers = new Tokenizers(workers, search.embedder()::tokens);
    var scoring = new Scoring(search.embedder());
    var images = ground.settings().imageHosts();
    var preparation =
        new Preparation(
            ground.catalogue(),
            new KnownAbilities(ground.catalogue()),
            tokenizers,
            new Schemas(),
            images,
            workers);
    var generations =
        new Generations(
            routing.router(),
            telemetry.meter(),
            ground.clock(),
            telemetry.tracing(),
            ground.registry(),
            preparation,
            scoring,
            workers);
    return new Answers(tokenizers, scoring, new Templates(ground.database()), generations);
  }
}
