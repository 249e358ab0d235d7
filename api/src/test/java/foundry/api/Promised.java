package foundry.api;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Collection;

/** What the schema promises of a field, by level: 0 is its value, 1 an item of its list. */
public final class Promised {
  private Promised() {}

  /** True if there is never null without an error. */
  public static boolean unlessFailed(GraphQLFieldDefinition field, int level) {
    var applied = field.getAppliedDirective("semanticNonNull");
    boolean marked =
        applied != null && applied.getArgument("levels").<Collection<?>>getValue().contains(level);
    return marked || always(field, level);
  }

  /** True if there is never null. */
  public static boolean always(GraphQLFieldDefinition field, int level) {
    return level < levels(field.getType())
        && GraphQLTypeUtil.isNonNull(inside(field.getType(), level));
  }

  /** How many levels there are: 1 for what is no list. */
  public static int levels(GraphQLType type) {
    var bare = GraphQLTypeUtil.unwrapNonNull(type);
    return GraphQLTypeUtil.isList(bare) ? 1 + levels(GraphQLTypeUtil.unwrapOne(bare)) : 1;
  }

  private static GraphQLType inside(GraphQLType type, int level) {
    if (level == 0) return type;
    return inside(GraphQLTypeUtil.unwrapOne(GraphQLTypeUtil.unwrapNonNull(type)), level - 1);
  }
}
