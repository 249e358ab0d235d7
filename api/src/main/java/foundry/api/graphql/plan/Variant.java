package foundry.api.graphql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes the SQL of a page. There are few of them for a list, so each is rendered once and
 * kept.
 *
 * @param filters the names of the filters that apply
 * @param choices the values of the arguments that choose a condition
 */
record Variant(
    Listing.Order order,
    boolean backward,
    boolean after,
    boolean before,
    List<String> filters,
    List<@Nullable Object> choices) {}
