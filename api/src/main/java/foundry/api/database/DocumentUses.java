package foundry.api.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often registered documents are asked for, by day; nothing of who asks, or with what. */
public final class DocumentUses {
  /** The first and last day on which a document was asked for, and how often from the one on. */
  public record Use(LocalDate firstDay, LocalDate lastDay, long requests) {}

  private static final Database.Calling ADD =
      calling("count document uses", "select traffic.count_uses(?, ?)");
  private static final Database.Calling SINCE =
      calling("document uses", "select * from traffic.document_uses(?)");

  private final Database database;

  public DocumentUses(Database database) {
    this.database = database;
  }

  private static Database.Calling calling(String name, String sql) {
    return new Database.Calling(Cause.none("document uses"), name, sql);
  }

  /** Adds to what was counted today. */
  public void add(Map<String, Long> requests) {
    var documents = requests.keySet().toArray(String[]::new);
    var counts = requests.values().toArray(Long[]::new);
    database.atOnce(
        ADD,
        statement -> {
          var connection = statement.getConnection();
          statement.setArray(1, connection.createArrayOf("text", documents));
          statement.setArray(2, connection.createArrayOf("int8", counts));
          return statement.execute();
        });
  }

  /** By document; those that were not asked for since that day are not there. */
  public Map<String, Use> since(LocalDate day) {
    return database.atOnce(
        SINCE,
        statement -> {
          statement.setObject(1, day);
          return uses(statement);
        });
  }

  private static Map<String, Use> uses(PreparedStatement statement) throws SQLException {
    var uses = new LinkedHashMap<String, Use>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var first = rows.getObject(2, LocalDate.class);
        var last = rows.getObject(3, LocalDate.class);
        uses.put(rows.getString(1), new Use(first, last, rows.getLong(4)));
      }
    }
    return uses;
  }
}
