package foundry.api.graphql.limits;

import foundry.api.Limits;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lists of an operation. Without a schema: a list is known by the arguments it takes, or
 * by what is asked of it.
 */
final class Lists {
  private static final BigInteger MOST = BigInteger.valueOf(Limits.PAGE_SIZE_MAX);

  /** What a page is read for; a total is counted without one. */
  private static final Set<String> OF_PAGES = Set.of("edges", "nodes", "pageInfo");

  private final Map<String, FragmentDefinition> fragments;
  private final Map<String, Value<?>> defaults = new LinkedHashMap<>();

  Lists(Map<String, FragmentDefinition> fragments, OperationDefinition operation) {
    this.fragments = fragments;
    for (VariableDefinition variable : operation.getVariableDefinitions()) {
      var value = variable.getDefaultValue();
      if (value != null) defaults.put(variable.getName(), value);
    }
  }

  /** What is asked for in several places under one name and size is answered once. */
  private record Key(String name, @Nullable PageSize size) {}

  List<Rows> of(Collection<SelectionSet> selections) {
    var fields = new LinkedHashMap<Key, List<SelectionSet>>();
    for (var selection : selections) collect(selection, fields);
    var lists = new ArrayList<Rows>();
    fields.forEach(
        (key, inside) -> {
          var found = of(inside);
          if (key.size() == null) lists.addAll(found);
          else lists.add(new Rows(key.size(), found));
        });
    return lists;
  }

  private void collect(SelectionSet selection, Map<Key, List<SelectionSet>> fields) {
    for (Selection<?> part : selection.getSelections()) {
      switch (part) {
        case Field field -> collect(field, fields);
        case InlineFragment inline -> collect(inline.getSelectionSet(), fields);
        case FragmentSpread spread -> {
          var fragment = fragments.get(spread.getName());
          if (fragment != null) collect(fragment.getSelectionSet(), fields);
        }
        default -> throw new IllegalStateException("unknown selection " + part.getClass());
      }
    }
  }

  private void collect(Field field, Map<Key, List<SelectionSet>> fields) {
    var inside = field.getSelectionSet();
    if (inside == null || field.getName().startsWith("__")) return;
    var key = new Key(field.getResultKey(), size(field, inside));
    fields.computeIfAbsent(key, ignored -> new ArrayList<>()).add(inside);
  }

  /** Of the list that this field is; null if it is none. */
  private @Nullable PageSize size(Field field, SelectionSet inside) {
    if (isReport(field)) return new PageSize.Fixed(Limits.REPORT_COST);
    @Nullable PageSize size = null;
    for (Argument argument : field.getArguments()) {
      if (!isSize(argument)) continue;
      var given = size(argument.getValue());
      size = size == null ? given : new PageSize.Larger(size, given);
    }
    if (size != null) return size;
    return hasRows(inside) ? new PageSize.Fixed(Limits.PAGE_SIZE_DEFAULT) : null;
  }

  /** A report is known by what its sums are kept apart by. */
  private static boolean isReport(Field field) {
    return field.getArguments().stream().anyMatch(argument -> argument.getName().equals("by"));
  }

  private static boolean isSize(Argument argument) {
    return switch (argument.getName()) {
      case "first", "last", "ids" -> true;
      default -> false;
    };
  }

  private PageSize size(@Nullable Value<?> value) {
    return switch (value) {
      case IntValue number ->
          new PageSize.Fixed(PageSize.clamped(number.getValue().min(MOST).longValue()));
      case ArrayValue ids -> new PageSize.Fixed(PageSize.clamped(ids.getValues().size()));
      case VariableReference variable ->
          new PageSize.Given(variable.getName(), otherwise(defaults.get(variable.getName())));
      case null, default -> new PageSize.Fixed(Limits.PAGE_SIZE_DEFAULT);
    };
  }

  private int otherwise(@Nullable Value<?> value) {
    return size(value).with(Map.of());
  }

  /** A connection is known by what is asked of it. */
  private boolean hasRows(SelectionSet selection) {
    for (Selection<?> part : selection.getSelections()) {
      boolean has =
          switch (part) {
            case Field field -> OF_PAGES.contains(field.getName());
            case InlineFragment inline -> hasRows(inline.getSelectionSet());
            case FragmentSpread spread -> hasRows(spread);
            default -> false;
          };
      if (has) return true;
    }
    return false;
  }

  private boolean hasRows(FragmentSpread spread) {
    var fragment = fragments.get(spread.getName());
    return fragment != null && hasRows(fragment.getSelectionSet());
  }
}
