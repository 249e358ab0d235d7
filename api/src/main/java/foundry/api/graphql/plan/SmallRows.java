package foundry.api.graphql.plan;

import foundry.api.database.Statement.Column;
import foundry.http.Json;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rows that PostgreSQL wrote as JSON, an array for each: read back as rows of any statement are.
 */
record SmallRows(List<Column> columns, int room) {
  List<@Nullable Object[]> read(String json) {
    var rows = new ArrayList<@Nullable Object[]>();
    for (JsonNode row : Json.tree(json)) {
      var cells = new @Nullable Object[room];
      for (int i = 0; i < columns.size(); i++) cells[i] = cell(columns.get(i), row.path(i));
      rows.add(cells);
    }
    return rows;
  }

  private static @Nullable Object cell(Column column, JsonNode value) {
    if (value.isNull()) return null;
    return switch (column) {
      case UUID -> UUID.fromString(value.asString());
      case TEXT -> value.isString() ? value.asString() : value.toString();
      case TEXTS -> value.valueStream().map(JsonNode::asString).toList();
      case INTEGER -> value.asInt();
      case LONG -> value.asLong();
      case DOUBLE -> value.asDouble();
      case BOOLEAN -> value.asBoolean();
      case TIME -> OffsetDateTime.parse(value.asString()).toInstant();
    };
  }
}
