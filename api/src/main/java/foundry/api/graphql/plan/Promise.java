package foundry.api.graphql.plan;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLTypeUtil;
import java.util.Collection;
import java.util.Objects;

/** What the schema promises of a field's value. */
enum Promise {
  /** Nothing: null is a value like any other. */
  NONE,

  /** {@code @semanticNonNull}: null says that it failed, and an error says why. */
  UNLESS_FAILED,

  /** {@code !}: where it fails, the object cannot be. */
  ALWAYS;

  private static final String DIRECTIVE = "semanticNonNull";

  static Promise of(GraphQLFieldDefinition field) {
    if (GraphQLTypeUtil.isNonNull(field.getType())) return ALWAYS;
    var applied = field.getAppliedDirective(DIRECTIVE);
    if (applied == null) return NONE;
    var levels = Objects.requireNonNull(applied.getArgument("levels")).<Collection<?>>getValue();
    return Objects.requireNonNull(levels).contains(0) ? UNLESS_FAILED : NONE;
  }
}
