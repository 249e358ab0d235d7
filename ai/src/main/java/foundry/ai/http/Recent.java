package foundry.ai.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The values asked for last, up to a number; safe to use from every event loop. */
public final class Recent<K, V> {
  private final LinkedHashMap<K, V> values;

  public Recent(int valuesMax) {
    this.values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > valuesMax;
          }
        };
  }

  public synchronized @Nullable V get(K key) {
    return values.get(key);
  }

  public synchronized void put(K key, V value) {
    values.put(key, value);
  }

  public synchronized void remove(K key) {
    values.remove(key);
  }

  public synchronized void removeIf(Predicate<V> condition) {
    values.values().removeIf(condition);
  }
}
