package foundry.api.database;

import foundry.api.database.Statement.Column;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * Renders selects once, for any viewer. Values that differ from run to run are named parameters;
 * each table must carry its policy, whose places {@link Reads} fills with the viewer's own values.
 */
public final class Statements {
  /** Stands before the name of a place; no SQL of ours holds it otherwise. */
  private static final String MARK = "§";

  private static final Pattern PLACE = Pattern.compile(MARK + "(\\w+)");

  private static final Map<Class<?>, Column> COLUMNS =
      Map.of(
          UUID.class, Column.UUID,
          String[].class, Column.TEXTS,
          Integer.class, Column.INTEGER,
          Long.class, Column.LONG,
          Double.class, Column.DOUBLE,
          Boolean.class, Column.BOOLEAN,
          OffsetDateTime.class, Column.TIME);

  private final Net net;
  private final DSLContext sql =
      DSL.using(SQLDialect.POSTGRES, new Settings().withRenderNamedParamPrefix(MARK));

  Statements(Net net) {
    this.net = net;
  }

  /** Under the policies of the product. */
  public static Statements policed() {
    return new Statements(new Policies());
  }

  /** Limits a table, under any alias, to what whoever asks may see. */
  public Condition readable(Table<?> table) {
    return net.readable(table, Asking.ANYBODY);
  }

  /**
   * True if what can be seen of the table is not the same for all who belong to an organization.
   */
  public boolean isPersonal(Table<?> table) {
    var seen = render("policy of " + table.getName(), DSL.selectOne().where(readable(table)));
    return seen.places().stream().anyMatch(Asking.PERSONAL::contains);
  }

  /**
   * Throws if the select holds a value that is not named.
   *
   * @param name of what it reads: {@code Project.documents}
   */
  public Statement render(String name, Select<?> select) {
    for (Param<?> param : select.getParams().values()) {
      if (param.getParamName() == null && !param.isInline()) {
        throw new IllegalArgumentException("a value without a name in " + select);
      }
    }
    var places = new ArrayList<String>();
    var matcher = PLACE.matcher(sql.renderNamedParams(select));
    var text = matcher.replaceAll(place -> place(place.group(1), places));
    return new Statement(
        name,
        text,
        places,
        Arrays.stream(select.fieldsRow().fields()).map(Statements::column).toList());
  }

  private static String place(String name, List<String> places) {
    places.add(name);
    return "?";
  }

  /** How a column is read: enums and JSON as text. */
  public static Column column(Field<?> field) {
    return COLUMNS.getOrDefault(field.getType(), Column.TEXT);
  }
}
