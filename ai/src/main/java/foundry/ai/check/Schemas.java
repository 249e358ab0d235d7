package foundry.ai.check;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import foundry.ai.Limits;
import foundry.ai.http.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compiled schemas by the hash of their text. Nothing is ever fetched from elsewhere. */
public final class Schemas {
  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .regularExpressionFactory(BoundedPattern::of)
          .preloadSchema(true)
          .locale(java.util.Locale.ENGLISH)
          .build();

  private final Schema metaSchema =
      registry().getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

  private final Map<String, Shape> shapes =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Shape> eldest) {
              return size() > Limits.SCHEMAS_KEPT_MAX;
            }
          });

  /** A registry of its own for each schema, since a registry keeps what it has seen. */
  private static SchemaRegistry registry() {
    return SchemaRegistry.withDialect(
        Dialects.getDraft202012(),
        builder ->
            builder
                .schemaRegistryConfig(CONFIG)
                .schemaLoader(loader -> loader.fetchRemoteResources(false)));
  }

  /** Quick: the shape if this schema was compiled before. */
  public Optional<Shape> known(JsonNode schema) {
    return Optional.ofNullable(shapes.get(hash(schema.toString())));
  }

  /**
   * May take long: never on an event loop. Throws {@link Refused} that names the place.
   *
   * @param field where the schema stands in the request
   */
  public Shape compile(JsonNode schema, String field) {
    String text = schema.toString();
    if (text.length() > Limits.SCHEMA_CHARACTERS_MAX) {
      throw Refused.field(
          field,
          "%d characters (expected: at most %d)"
              .formatted(text.length(), Limits.SCHEMA_CHARACTERS_MAX));
    }
    String hash = hash(text);
    var known = shapes.get(hash);
    if (known != null) return known;
    var shape = compiled(schema, field);
    shapes.put(hash, shape);
    return shape;
  }

  private Shape compiled(JsonNode schema, String field) {
    var names = SchemaRules.names(schema, field);
    // Which draft it names is not asked: what it may say is checked against one of them.
    var plain = ((ObjectNode) schema.deepCopy()).without("$schema");
    for (var error : metaSchema.validate(plain)) {
      String place = error.getInstanceLocation().toString();
      throw Refused.field(
          field,
          "%s%s (expected: JSON Schema)".formatted(SchemaRules.at(place), error.getKeyword()));
    }
    var loop = Loops.in(plain);
    if (loop.isPresent()) {
      throw Refused.field(
          field,
          "%sa reference that leads back to itself (expected: a property or an item between)"
              .formatted(SchemaRules.at(loop.get())));
    }
    try {
      var compiled = registry().getSchema(plain);
      compiled.initializeValidators();
      return new Shape(compiled, names);
    } catch (SchemaException | PatternSyntaxException | StackOverflowError e) {
      throw Refused.field(field, "cannot be compiled (expected: references that lead somewhere)");
    }
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
