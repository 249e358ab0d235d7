package foundry.api.graphql;

import foundry.api.database.Reads;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A way to find one thing by a key, for many keys in one statement. Compared by identity: make each
 * once.
 */
public final class Lookup<K, V> {
  /** Finds what there is for these keys; what is missing is not in the answer. */
  @FunctionalInterface
  public interface Loader<K, V> {
    Map<K, V> load(Reads reads, Collection<K> keys);
  }

  private final Loader<K, V> loader;
  private final BiConsumer<Request, V> onArrival;

  /**
   * @param onArrival called for each value found: says what will be wanted next
   */
  public Lookup(Loader<K, V> loader, BiConsumer<Request, V> onArrival) {
    this.loader = loader;
    this.onArrival = onArrival;
  }

  Map<K, V> load(Reads reads, Collection<K> keys) {
    return loader.load(reads, keys);
  }

  void arrived(Request request, V value) {
    onArrival.accept(request, value);
  }
}
