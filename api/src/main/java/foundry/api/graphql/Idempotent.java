package foundry.api.graphql;

import foundry.api.Limits;
import foundry.api.database.IdempotencyKeys;
import foundry.api.database.Writes;
import foundry.api.graphql.UserError.Code;
import foundry.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mutation that is done once for each key a person gives it. The same request again is answered
 * from what the first one kept: ids and plain values, from which nodes are read afresh.
 */
record Idempotent<P>(String name, Class<P> payload, Mutation<P> mutation) implements Mutation<P> {
  static final String KEY = "idempotencyKey";

  @Override
  public Outcome<P> run(Writes writes, Call input) {
    var given = input.textIfGiven(KEY);
    if (given.isEmpty()) return mutation.run(writes, input);
    var key = given.get();
    var fault = new Text(key, false).fault(KEY, Limits.IDEMPOTENCY_KEY_CHARACTERS_MAX);
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), KEY);
    var sha256 = sha256(input);
    var kept = IdempotencyKeys.claim(writes, key, name, sha256);
    return kept.isPresent() ? again(kept.get(), sha256) : first(writes, input, key);
  }

  private Outcome<P> first(Writes writes, Call input, String key) {
    var outcome = mutation.run(writes, input);
    if (outcome instanceof Outcome.Done<P>(var done)) {
      IdempotencyKeys.keep(writes, key, Json.text(done));
    }
    return outcome;
  }

  private Outcome<P> again(IdempotencyKeys.Kept kept, String sha256) {
    if (!kept.mutation().equals(name)) {
      return mismatch("used before for " + kept.mutation());
    }
    if (!kept.inputSha256().equals(sha256)) return mismatch("used before with another input");
    return Outcome.done(Json.read(kept.payload(), payload));
  }

  private static <P> Outcome<P> mismatch(String was) {
    return Outcome.refused(
        Code.IDEMPOTENCY_MISMATCH,
        "%s: %s (expected: a new key for each request, and the same one to send it again)"
            .formatted(KEY, was),
        KEY);
  }

  private static String sha256(Call input) {
    var fields = sorted(input.arguments());
    fields.remove(KEY);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var text = Json.text(fields).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whatever order the fields were given in. */
  private static TreeMap<String, @Nullable Object> sorted(Map<?, ?> fields) {
    var sorted = new TreeMap<String, @Nullable Object>();
    fields.forEach((name, field) -> sorted.put(String.valueOf(name), canonical(field)));
    return sorted;
  }

  private static @Nullable Object canonical(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> fields -> sorted(fields);
      case List<?> values -> {
        var list = new ArrayList<@Nullable Object>();
        for (var each : values) list.add(canonical(each));
        yield list;
      }
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }
}
