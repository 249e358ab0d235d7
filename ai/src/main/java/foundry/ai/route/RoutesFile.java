package foundry.ai.route;

import foundry.ai.Limits;
import foundry.ai.Settings.Timeouts;
import foundry.ai.UpstreamLimits;
import foundry.ai.route.Policy.Hedge;
import foundry.ai.route.Policy.Sticky;
import foundry.ai.route.RouteSpec.Group;
import foundry.ai.route.RouteSpec.Share;
import foundry.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a routes file, YAML or JSON, and tells every mistake in it, each with its place. */
public final class RoutesFile {
  /** No slash: behind one stands a provider's own name of a model. */
  private static final Pattern ALIAS = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private static final Pattern MODEL = Pattern.compile("[a-z0-9_-]+/\\S{1,190}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final int WEIGHT_MAX = 1_000_000;

  /** An alias given twice would silently be the second one. */
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Timeouts timeouts;
  private final Consumer<String> errors;

  private RoutesFile(Timeouts timeouts, Consumer<String> errors) {
    this.timeouts = timeouts;
    this.errors = errors;
  }

  /**
   * @param timeouts of routes that say nothing of theirs
   * @param errors gets every mistake; what is answered then is not to be used
   */
  public static RouteTable read(Path path, Timeouts timeouts, Consumer<String> errors) {
    try {
      String text = Files.readString(path);
      var tree = path.toString().endsWith(".json") ? Json.tree(text) : YAML.readTree(text);
      return new RoutesFile(timeouts, errors).table(tree);
    } catch (IOException e) {
      errors.accept("FOUNDRY_ROUTES_PATH: %s cannot be read".formatted(path));
    } catch (JacksonException e) {
      errors.accept(
          "FOUNDRY_ROUTES_PATH: %s is neither YAML nor JSON: %s"
              .formatted(path, e.getOriginalMessage()));
    }
    return RouteTable.NONE;
  }

  private RouteTable table(JsonNode tree) {
    var file = new RoutesNode("routes file", tree, errors);
    var routes = new LinkedHashMap<String, RouteSpec>();
    for (var entry : file.child("routes").entries().entrySet()) {
      routes.put(entry.getKey(), route(entry.getKey(), entry.getValue()));
    }
    var table =
        new RouteTable(
            routes,
            breaker(file.child("breaker")),
            budget(file.child("retry_budget")),
            concurrency(file.child("concurrency")));
    file.done();
    return table;
  }

  private RouteSpec route(String alias, RoutesNode node) {
    if (!ALIAS.matcher(alias).matches()) {
      errors.accept("routes: %s: no alias (expected: %s)".formatted(alias, ALIAS));
    }
    // The short form is the list of groups itself.
    boolean brief = node.isList();
    var groups = groups(brief ? node : node.child("fallbacks"));
    var spec = new RouteSpec(alias, groups, brief ? policy(RoutesNode.none(errors)) : policy(node));
    node.done();
    return spec;
  }

  private List<Group> groups(RoutesNode node) {
    var groups = new ArrayList<Group>();
    for (var item : node.items()) {
      var shares = item.child("targets").items().stream().map(this::share).toList();
      if (shares.isEmpty()) item.wrong("targets: none (expected: at least one)");
      groups.add(new Group(shares));
      item.done();
    }
    if (groups.isEmpty()) node.wrong("none (expected: a list of {targets: [...]})");
    return groups;
  }

  private Share share(RoutesNode node) {
    var plain = node.text();
    if (plain.isPresent()) return new Share(node.matching(plain.get(), MODEL), 1);
    var share =
        new Share(
            node.child("model").required(MODEL), node.child("weight").number(1, 1, WEIGHT_MAX));
    node.done();
    return share;
  }

  private Policy policy(RoutesNode node) {
    return new Policy(
        node.child("attempts")
            .number(UpstreamLimits.ATTEMPTS_MAX, 1, UpstreamLimits.ROUTE_ATTEMPTS_MAX),
        timeouts(node.child("timeouts_ms")),
        hedge(node.child("hedge")),
        node.child("continue_on_failure").flag(false),
        sticky(node.child("sticky")));
  }

  private Timeouts timeouts(RoutesNode node) {
    var given =
        new Timeouts(
            millis(node.child("connect"), timeouts.connectMillis()),
            millis(node.child("first_byte"), timeouts.firstByteMillis()),
            millis(node.child("between_chunks"), timeouts.betweenChunksMillis()),
            millis(node.child("total"), timeouts.totalMillis()));
    node.done();
    return given;
  }

  private static int millis(RoutesNode node, int standard) {
    return node.number(standard, 1, Limits.DEADLINE_MILLIS_MAX);
  }

  private static Optional<Hedge> hedge(RoutesNode node) {
    if (node.isMissing()) return Optional.empty();
    if (node.text().filter("p95"::equals).isPresent())
      return Optional.of(new Hedge(Optional.empty()));
    int after = node.child("after_ms").number(0, 1, Limits.DEADLINE_MILLIS_MAX);
    if (after == 0)
      node.wrong(
          "no delay (expected: p95 or {after_ms: 1..%d})".formatted(Limits.DEADLINE_MILLIS_MAX));
    node.done();
    return Optional.of(new Hedge(Optional.of(after)));
  }

  private static Sticky sticky(RoutesNode node) {
    if (node.isMissing()) return new Sticky.User();
    var word = node.text();
    if (word.isPresent()) {
      if (word.get().equals("org")) return new Sticky.Org();
      if (word.get().equals("user")) return new Sticky.User();
      node.wrong(word.get() + " (expected: org, user or {header: name})");
      return new Sticky.User();
    }
    var header = new Sticky.Header(node.child("header").required(HEADER));
    node.done();
    return header;
  }

  private static BreakerRules breaker(RoutesNode node) {
    var standard = BreakerRules.DEFAULT;
    var rules =
        new BreakerRules(
            node.child("error_percent").number(standard.errorPercent(), 1, 100),
            node.child("calls_min").number(standard.callsMin(), 1, 100_000),
            node.child("slow_p95_ms")
                .number((int) standard.slowMillis(), 1, Limits.DEADLINE_MILLIS_MAX),
            Duration.ofMinutes(
                node.child("slow_minutes").number((int) standard.slowFor().toMinutes(), 1, 60)),
            Duration.ofMillis(
                node.child("open_ms").number((int) standard.open().toMillis(), 1, 600_000)),
            node.child("avoid_percent").number(standard.avoidPercent(), 1, 100));
    node.done();
    return rules;
  }

  private static BudgetRules budget(RoutesNode node) {
    var standard = BudgetRules.DEFAULT;
    var rules =
        new BudgetRules(
            node.child("percent").number(standard.percent(), 0, 100),
            node.child("floor").number(standard.floor(), 0, 10_000),
            node.child("shared").flag(standard.shared()));
    node.done();
    return rules;
  }

  private static Map<String, Integer> concurrency(RoutesNode node) {
    var all = new LinkedHashMap<String, Integer>();
    node.entries()
        .forEach(
            (provider, most) -> all.put(provider, most.number(1, 1, Limits.ANSWERS_UNDER_WAY_MAX)));
    return all;
  }
}
