package foundry.api.graphql;

import foundry.api.Limits;
import foundry.api.database.Database;
import foundry.api.database.Reads;
import foundry.api.database.Writes;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.viewer.Viewer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One execution: who asks, and what has been read for them so far. A key that somebody {@link
 * #want}s is read together with the first one that is needed, so a list costs one statement for
 * each kind of thing its rows refer to. For one thread at a time.
 */
public final class Request {
  private final Viewer viewer;
  private final @Nullable Reads open;
  private final @Nullable Database database;
  private final Map<Lookup<?, ?>, Shelf<?, ?>> shelves = new HashMap<>();
  private int pages;

  private Request(Viewer viewer, @Nullable Reads open, @Nullable Database database) {
    this.viewer = viewer;
    this.open = open;
    this.database = database;
  }

  /** A query: everything is read in the one transaction that is open. */
  public static Request reading(Reads open) {
    return new Request(open.viewer(), open, null);
  }

  /** A mutation: each root field writes in a transaction of its own and is read back after it. */
  static Request writing(Database database, Viewer viewer) {
    return new Request(viewer, null, database);
  }

  public Viewer viewer() {
    return viewer;
  }

  public <T> T read(Function<Reads, T> work) {
    if (open != null) return work.apply(open);
    return database().read(viewer, work);
  }

  <T> T write(Function<Writes, T> work) {
    try {
      return database().write(viewer, work);
    } finally {
      shelves.clear();
    }
  }

  private Database database() {
    if (database == null) throw new IllegalStateException("a query does not write");
    return database;
  }

  /** Says that these will be asked for. */
  public <K, V> void want(Lookup<K, V> lookup, Collection<K> keys) {
    shelf(lookup).want(keys);
  }

  /** Keeps what was found on another way. */
  public <K, V> void keep(Lookup<K, V> lookup, K key, V value) {
    var shelf = shelf(lookup);
    if (shelf.found.put(key, Optional.of(value)) == null) lookup.arrived(this, value);
  }

  /** What there is for the key, of what the viewer may see. */
  public <K, V> Optional<V> find(Lookup<K, V> lookup, K key) {
    var shelf = shelf(lookup);
    var known = shelf.found.get(key);
    if (known != null) return known;
    shelf.want(Set.of(key));
    var keys = shelf.taken();
    var values = read(reads -> lookup.load(reads, keys));
    for (var k : keys) shelf.found.put(k, Optional.ofNullable(values.get(k)));
    values.values().forEach(value -> lookup.arrived(this, value));
    return Optional.ofNullable(values.get(key));
  }

  /** Counts a page that is about to be read. */
  public void countPage() {
    if (++pages > Limits.PAGES_PER_REQUEST_MAX) {
      throw new Refusal(
          ErrorCode.LIMIT_EXCEEDED,
          "lists in one request: more than %d (ask for fewer lists inside lists)"
              .formatted(Limits.PAGES_PER_REQUEST_MAX));
    }
  }

  @SuppressWarnings("unchecked") // a shelf is only ever put under the lookup that types it
  private <K, V> Shelf<K, V> shelf(Lookup<K, V> lookup) {
    return (Shelf<K, V>) shelves.computeIfAbsent(lookup, ignored -> new Shelf<K, V>());
  }

  private static final class Shelf<K, V> {
    final Map<K, Optional<V>> found = new HashMap<>();
    private Set<K> wanted = new HashSet<>();

    void want(Collection<K> keys) {
      for (var key : keys) if (!found.containsKey(key)) wanted.add(key);
    }

    Set<K> taken() {
      var taken = wanted;
      wanted = new HashSet<>();
      return taken;
    }
  }
}
