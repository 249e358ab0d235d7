package foundry.api.apikey;

import static foundry.api.tables.Tables.API_KEY;

import com.fasterxml.jackson.annotation.JsonIgnore;
import foundry.api.Limits;
import foundry.api.database.UuidV7;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError.Code;
import foundry.api.limit.Quota;
import foundry.api.organization.Organization;
import foundry.api.tables.enums.LimitKind;
import foundry.viewer.OrgId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Makes a key. What is kept of it is a hash; the AI service is told by a queued task. */
final class CreateApiKey {
  /**
   * The new key.
   *
   * @param secret the key itself; never kept, so null where the request is answered again
   */
  record Created(UUID apiKey, @JsonIgnore @Nullable String secret, UUID auditEvent) {
    @Override
    public String toString() {
      return apiKey.toString();
    }
  }

  private record Wish(String name, List<String> scopes, Optional<Instant> expiresAt) {}

  private CreateApiKey() {}

  static Outcome<Created> run(Writes writes, Call input) {
    var found = Organization.NODE.find(writes, input.text("orgId"));
    if (found.isEmpty()) return Outcome.notFound("orgId", input.text("orgId"));
    var org = found.get().id();
    if (!writes.viewer().administrable().contains(org)) {
      return Outcome.refused(
          Code.FORBIDDEN, "Only an admin or owner of the organization may make keys.", "orgId");
    }
    var name = Text.line(input.text("name"));
    var fault = name.fault("name", Limits.API_KEY_NAME_CHARACTERS_MAX);
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), "name");
    var scopes = input.texts("scopes").stream().distinct().toList();
    if (scopes.isEmpty()) {
      return Outcome.refused(Code.INVALID_INPUT, "scopes: none (expected: at least one)", "scopes");
    }
    var expiresAt = Optional.ofNullable((Instant) input.arguments().get("expiresAt"));
    var now = writes.now();
    if (expiresAt.filter(at -> isOutside(at, now)).isPresent()) {
      return Outcome.refused(
          Code.INVALID_INPUT,
          "expiresAt: %s (expected: in the future, at most ten years)".formatted(expiresAt.get()),
          "expiresAt");
    }
    var created = Outcome.done(create(writes, org, new Wish(name.value(), scopes, expiresAt)));
    return Quota.within(writes, org, LimitKind.API_KEYS, "orgId", created);
  }

  private static boolean isOutside(Instant at, Instant now) {
    return !at.isAfter(now) || at.isAfter(now.plus(Limits.API_KEY_LIFETIME_MAX));
  }

  private static Created create(Writes writes, OrgId org, Wish wish) {
    var id = UuidV7.next();
    var key = foundry.viewer.ApiKey.random();
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(API_KEY.ID, id);
    values.put(API_KEY.OWNER_ID, writes.viewer().user().orElseThrow().value());
    values.put(API_KEY.NAME, wish.name());
    values.put(API_KEY.PREFIX, key.shown());
    values.put(API_KEY.SHA256, HexFormat.of().formatHex(key.sha256()));
    values.put(API_KEY.SCOPES, wish.scopes().toArray(String[]::new));
    values.put(
        API_KEY.EXPIRES_AT, wish.expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
    writes.insert(API_KEY, org, values).execute();
    writes.enqueue("put_api_key", id, org);
    var subject = new Writes.Subject("api_key", id, wish.name());
    return new Created(id, key.reveal(), writes.audit(org, "api_key.create", subject));
  }
}
