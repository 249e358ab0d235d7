package foundry.api.graphql;

import foundry.api.database.Reads;
import foundry.api.viewer.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field being asked for: who asks, and its arguments as the schema promises them.
 *
 * @param transaction what can be read with, for a field that has to be looked up
 */
public record Call(Viewer viewer, Map<String, Object> arguments, Optional<Reads> transaction) {
  /** The transaction of the request; only a field that is looked up has one. */
  public Reads reads() {
    return transaction.orElseThrow();
  }

  /** An argument that the schema makes mandatory. */
  public String text(String name) {
    return required(name, String.class);
  }

  public int number(String name) {
    return required(name, Integer.class);
  }

  public Optional<String> textIfGiven(String name) {
    return optional(name).map(String.class::cast);
  }

  public Optional<Integer> numberIfGiven(String name) {
    return optional(name).map(Integer.class::cast);
  }

  public Optional<Instant> timeIfGiven(String name) {
    return optional(name).map(Instant.class::cast);
  }

  public Optional<LocalDate> dayIfGiven(String name) {
    return optional(name).map(LocalDate.class::cast);
  }

  /** A list of texts or enum names; empty if none is given. */
  public List<String> texts(String name) {
    return optional(name)
        .map(value -> ((List<?>) value).stream().map(String.class::cast).toList())
        .orElse(List.of());
  }

  /** The fields of the input object that every mutation takes. */
  Call input() {
    Map<?, ?> fields = required("input", Map.class);
    var named = new HashMap<String, Object>();
    for (var entry : fields.entrySet()) {
      if (entry.getValue() != null) named.put(String.valueOf(entry.getKey()), entry.getValue());
    }
    return new Call(viewer, named, transaction);
  }

  private Optional<Object> optional(String name) {
    return Optional.ofNullable(arguments.get(name));
  }

  private <T> T required(String name, Class<T> type) {
    return optional(name)
        .map(type::cast)
        .orElseThrow(() -> new IllegalStateException("the schema does not require " + name));
  }
}
