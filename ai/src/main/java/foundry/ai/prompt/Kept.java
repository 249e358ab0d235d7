package foundry.ai.prompt;

import foundry.viewer.OrgId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiled versions, those used last, up to so many characters altogether. Its lock is held for no
 * longer than a look into a map takes: event loops ask.
 */
final class Kept {
  record Key(OrgId org, String name, int version) {}

  private record Weighed(Template template, int characters) {}

  /** What an entry takes beside its text. */
  private static final int OVERHEAD_CHARACTERS = 500;

  private final long charactersMax;
  private final Map<Key, Weighed> versions = new LinkedHashMap<>(16, 0.75f, true);
  private long characters;

  Kept(long charactersMax) {
    this.charactersMax = charactersMax;
  }

  synchronized Optional<Template> get(Key key) {
    return Optional.ofNullable(versions.get(key)).map(Weighed::template);
  }

  /**
   * @param length of the definition, about as much as the template takes
   */
  synchronized void put(Key key, Template template, int length) {
    var weighed = new Weighed(template, length + OVERHEAD_CHARACTERS);
    if (weighed.characters() > charactersMax) return;
    var old = versions.put(key, weighed);
    characters += weighed.characters() - (old == null ? 0 : old.characters());
    Iterator<Weighed> eldest = versions.values().iterator();
    while (characters > charactersMax) {
      characters -= eldest.next().characters();
      eldest.remove();
    }
  }
}
