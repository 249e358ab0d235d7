package foundry.ai;

import foundry.ai.check.Schemas;
import foundry.ai.generate.Generations;
import foundry.ai.prepare.Preparation;
import foundry.ai.prepare.Vocabularies;
import foundry.ai.prompt.Templates;
import foundry.ai.score.Scoring;

/** Answers of models, and what makes their prompts and looks at their texts. */
record Answers(
    Vocabularies vocabularies, Scoring scoring, Templates templates, Generations generations) {
  static Answers of(
      Ground ground,
      Search search,
      Vocabularies vocabularies,
      Routing routing,
      Telemetry telemetry) {
    var workers = ground.workers();
    var scoring = new Scoring(search.embedder());
    var images = ground.settings().imageHosts();
    var preparation =
        new Preparation(
            ground.catalogue(),
            new KnownAbilities(ground.catalogue()),
            vocabularies,
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
    return new Answers(vocabularies, scoring, new Templates(ground.database()), generations);
  }
}
