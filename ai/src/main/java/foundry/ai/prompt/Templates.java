package foundry.ai.prompt;

import foundry.ai.Limits;
import foundry.ai.database.Database;
import foundry.ai.http.Fields;
import foundry.ai.provider.Message;
import foundry.viewer.Caller;
import foundry.viewer.OrgId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Templates as calls use them: compiled once a version and kept, since versions never change. What
 * a label points at is believed for two seconds: so long may a replica lag behind a move.
 */
public final class Templates {
  private static final long LABEL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final String FIELD = "template.variables";

  private record Pointer(OrgId org, String name, Optional<String> label) {}

  private record Pointed(int version, long atNanos) {
    boolean isFresh() {
      return System.nanoTime() - atNanos < LABEL_NANOS;
    }
  }

  private final Registry registry;
  private final Kept compiled = new Kept(Limits.TEMPLATES_KEPT_CHARACTERS_MAX);
  private final Map<Pointer, Pointed> pointers = bounded();

  public Templates(Database database) {
    this.registry = new Registry(database);
  }

  private static <K, V> Map<K, V> bounded() {
    return Collections.synchronizedMap(
        new LinkedHashMap<K, V>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > Limits.TEMPLATE_LABELS_KEPT_MAX;
          }
        });
  }

  Registry registry() {
    return registry;
  }

  /** Quick: the messages if the template is at hand. Throws {@link foundry.ai.http.Refused}. */
  public Optional<List<Message>> atHand(Caller caller, TemplateUse use) {
    var version = use.version().or(() -> pointed(caller, use));
    return version
        .flatMap(number -> compiled.get(new Kept.Key(caller.org(), use.name(), number)))
        .map(template -> template.filled(use.values(), FIELD));
  }

  private Optional<Integer> pointed(Caller caller, TemplateUse use) {
    return Optional.ofNullable(pointers.get(new Pointer(caller.org(), use.name(), use.label())))
        .filter(Pointed::isFresh)
        .map(Pointed::version);
  }

  /** May ask the database: never on an event loop. Throws {@link foundry.ai.http.Refused}. */
  public List<Message> messages(Caller caller, TemplateUse use) {
    var known = atHand(caller, use);
    if (known.isPresent()) return known.get();
    long now = System.nanoTime();
    var found =
        registry
            .find(caller, use.name(), use.version(), use.label())
            .orElseThrow(() -> Registry.unknown(use.name()));
    if (use.version().isEmpty()) {
      pointers.put(
          new Pointer(caller.org(), use.name(), use.label()), new Pointed(found.version(), now));
    }
    return compiled(caller, found).filled(use.values(), FIELD);
  }

  private Template compiled(Caller caller, Registry.Version found) {
    var key = new Kept.Key(caller.org(), found.name(), found.version());
    var known = compiled.get(key);
    if (known.isPresent()) return known.get();
    var made = Template.read(Fields.of(found.definition().getBytes(StandardCharsets.UTF_8)));
    compiled.put(key, made, found.definition().length());
    return made;
  }

  /** This replica believes the move at once. */
  void forget(Caller caller, String name) {
    pointers.keySet().removeIf(one -> one.org().equals(caller.org()) && one.name().equals(name));
  }
}
