package foundry.ai;

import foundry.ai.catalogue.OwnNames;
import foundry.ai.prepare.Vocabularies;
import foundry.ai.route.BudgetExchange;
import foundry.ai.route.Providers;
import foundry.ai.route.RetryBudget;
import foundry.ai.route.Router;
import foundry.ai.route.Ticker;
import foundry.http.RunningService;

/** Who is asked, and how often. */
record Routing(Providers providers, RetryBudget budget, Router router) {
  static Routing open(
      Ground ground,
      Providers providers,
      Vocabularies vocabularies,
      OwnNames names,
      RunningService.Parts parts) {
    var settings = ground.settings();
    var routes = settings.routes();
    var budget = new RetryBudget(Ticker.SYSTEM, routes.budget());
    var abilities = new KnownAbilities(ground.catalogue());
    var rules =
        new Router.Rules(routes, settings.timeouts(), budget, abilities, vocabularies, names::has);
    if (routes.budget().shared()) {
      parts.add(BudgetExchange.start(ground.vertx(), budget, ground.database(), ground.workers()));
    }
    var router = new Router(ground.vertx(), providers, rules, ground.registry());
    return new Routing(providers, budget, router);
  }
}
