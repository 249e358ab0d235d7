package foundry.api.graphql.plan;

import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.VariableReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a selection counts, by {@code @skip} and {@code @include}: one of several ways in which
 * all tests of variables hold.
 */
record Included(boolean isAlways, List<List<Test>> ways) {
  /** Holds if the variable has this value. */
  record Test(String variable, boolean expected) {}

  static final Included ALWAYS = new Included(true, List.of(List.of()));
  static final Included NEVER = new Included(false, List.of());

  static Included of(DirectivesContainer<?> node) {
    return test(node, "skip", false).and(test(node, "include", true));
  }

  private static Included test(DirectivesContainer<?> node, String name, boolean expected) {
    var directives = node.getDirectives(name);
    if (directives.isEmpty()) return ALWAYS;
    return switch (condition(directives.getFirst())) {
      case BooleanValue literal -> literal.isValue() == expected ? ALWAYS : NEVER;
      case VariableReference variable ->
          new Included(false, List.of(List.of(new Test(variable.getName(), expected))));
      default -> throw new IllegalStateException("validation lets only booleans pass");
    };
  }

  private static Object condition(Directive directive) {
    return Objects.requireNonNull(Objects.requireNonNull(directive.getArgument("if")).getValue());
  }

  Included and(Included other) {
    if (isAlways) return other;
    if (other.isAlways) return this;
    var all = new ArrayList<List<Test>>();
    for (var mine : ways) {
      for (var theirs : other.ways) {
        var both = new ArrayList<>(mine);
        both.addAll(theirs);
        all.add(both);
      }
    }
    return new Included(false, all);
  }

  Included or(Included other) {
    if (isAlways || other.isAlways) return ALWAYS;
    var all = new ArrayList<>(ways);
    all.addAll(other.ways);
    return new Included(false, all);
  }

  boolean isNever() {
    return ways.isEmpty();
  }

  boolean holds(Map<String, Object> variables) {
    return ways.stream()
        .anyMatch(
            way ->
                way.stream().allMatch(t -> Objects.equals(variables.get(t.variable), t.expected)));
  }
}
