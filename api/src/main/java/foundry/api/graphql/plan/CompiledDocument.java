package foundry.api.graphql.plan;

import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A valid document with its operations compiled. */
public final class CompiledDocument {
  private final String id;
  private final Document document;
  private final List<Operation> operations;

  /**
   * @param id of a registered document; of any other a word that says so
   * @param document valid for the schema of the types
   */
  public CompiledDocument(String id, Document document, Types types) {
    var fragments =
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .collect(
                Collectors.toUnmodifiableMap(FragmentDefinition::getName, Function.identity()));
    var selected = new Selected.Fragments(types.schema(), fragments);
    this.id = id;
    this.document = document;
    this.operations =
        document.getDefinitionsOfType(OperationDefinition.class).stream()
            .map(definition -> new Operation(types, definition, selected))
            .toList();
  }

  public String id() {
    return id;
  }

  public Document document() {
    return document;
  }

  public List<Operation> operations() {
    return operations;
  }

  /** The operation of this name; refused if the name does not single one out. */
  public Operation operation(@Nullable String name) {
    var fitting =
        operations.stream()
            .filter(o -> name == null || o.name().filter(name::equals).isPresent())
            .toList();
    if (fitting.size() == 1) return fitting.getFirst();
    throw new Refusal(
        ErrorCode.INVALID_INPUT,
        "operationName: %s (expected: one of the document's %d operations)"
            .formatted(name == null ? "none" : name, operations.size()));
  }
}
