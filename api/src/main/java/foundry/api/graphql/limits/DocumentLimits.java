package foundry.api.graphql.limits;

import foundry.api.Limits;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import graphql.ParseAndValidateResult;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures a document before it is validated, so it may be wrong in any other way. The engine has
 * no limit on aliases and root fields.
 */
public final class DocumentLimits {
  private final Map<String, FragmentDefinition> fragments;

  /** The fragments that what is measured is in, outermost first. */
  private final SequencedSet<String> spreading = new LinkedHashSet<>();

  private int fields;
  private int aliases;
  private int rootFields;
  private int directives;

  private DocumentLimits(Map<String, FragmentDefinition> fragments) {
    this.fragments = fragments;
  }

  /** Throws a refusal if the text is longer than any that is read. */
  public static void checkCharacters(String text) {
    if (text.length() <= Limits.DOCUMENT_CHARACTERS_MAX) return;
    throw new Refusal(
        ErrorCode.LIMIT_EXCEEDED,
        "characters of the document: %d (expected: at most %d)"
            .formatted(text.length(), Limits.DOCUMENT_CHARACTERS_MAX));
  }

  /** Throws a refusal if the parser gave up for the document's size; to it, that is bad syntax. */
  public static void checkParsed(ParseAndValidateResult parsed) {
    switch (parsed.getSyntaxException()) {
      case ParseCancelledException _ -> throw tooMuch("tokens", Limits.DOCUMENT_TOKENS_MAX);
      case ParseCancelledTooDeepException _ -> throw tooMuch("depth", Limits.DEPTH_MAX);
      case null, default -> {}
    }
  }

  /** Throws a refusal that names what is too much, or the fragment that spreads itself. */
  public static void check(Document document) {
    var fragments =
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .collect(
                Collectors.toMap(FragmentDefinition::getName, Function.identity(), (a, b) -> a));
    for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      var limits = new DocumentLimits(fragments);
      limits.measureDirectives(operation);
      limits.measure(operation.getSelectionSet(), 1);
    }
  }

  private void measure(@Nullable SelectionSet selection, int depth) {
    if (selection == null) return;
    refuse("depth", depth, Limits.DEPTH_MAX);
    for (Selection<?> part : selection.getSelections()) {
      switch (part) {
        case Field field -> measure(field, depth);
        case InlineFragment inline -> {
          measureDirectives(inline);
          measure(inline.getSelectionSet(), depth);
        }
        case FragmentSpread spread -> {
          measureDirectives(spread);
          refuse("fields", ++fields, Limits.FIELDS_MAX);
          measure(spread, depth);
        }
        default -> throw new IllegalStateException("unknown selection " + part.getClass());
      }
    }
  }

  private void measure(FragmentSpread spread, int depth) {
    var name = spread.getName();
    var fragment = fragments.get(name);
    if (fragment == null) return; // which validation says
    if (!spreading.add(name)) throw cycle(name);
    measure(fragment.getSelectionSet(), depth);
    spreading.remove(name);
  }

  /** What validation would say as well, had unfolding it an end. */
  private Refusal cycle(String name) {
    var path = spreading.stream().dropWhile(outer -> !outer.equals(name)).toList();
    return new Refusal(
        ErrorCode.INVALID_INPUT,
        "fragment %s: spreads itself (%s > %s) (expected: fragments without a cycle)"
            .formatted(name, String.join(" > ", path), name));
  }

  private void measure(Field field, int depth) {
    refuse("fields", ++fields, Limits.FIELDS_MAX);
    measureDirectives(field);
    if (field.getAlias() != null) refuse("aliases", ++aliases, Limits.ALIASES_MAX);
    if (depth == 1) refuseRootFields();
    // The engine has limits of its own for introspection, which is deep by nature.
    if (!field.getName().startsWith("__")) measure(field.getSelectionSet(), depth + 1);
  }

  private void measureDirectives(DirectivesContainer<?> container) {
    directives += container.getDirectives().size();
    refuse("directives", directives, Limits.DIRECTIVES_MAX);
  }

  private void refuseRootFields() {
    refuse("root fields", ++rootFields, Limits.ROOT_FIELDS_MAX);
  }

  private static void refuse(String what, int found, int max) {
    if (found > max) throw tooMuch(what, max);
  }

  private static Refusal tooMuch(String what, int max) {
    return new Refusal(
        ErrorCode.LIMIT_EXCEEDED,
        "%s of the document: more than %d (expected: at most %d)".formatted(what, max, max));
  }
}
