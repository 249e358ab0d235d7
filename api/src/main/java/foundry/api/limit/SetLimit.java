package foundry.api.limit;

import static foundry.api.tables.Tables.ORGANIZATION_LIMIT;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.organization.Organization;
import foundry.api.tables.enums.LimitKind;
import java.util.HashMap;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Sets how much an organization may have of something, or gives the default back. */
final class SetLimit {
  /** The limit as it is now. */
  record Changed(UUID limit, UUID auditEvent) {}

  private SetLimit() {}

  static Outcome<Changed> run(Writes writes, Call input) {
    var found = Organization.NODE.find(writes, input.text("orgId"));
    if (found.isEmpty()) return Outcome.notFound("orgId", input.text("orgId"));
    var organization = found.get();
    if (!writes.viewer().owned().contains(organization.id())) {
      return Outcome.refused(
          Code.FORBIDDEN, "Only an owner of the organization may set its limits.", "orgId");
    }
    var value = input.numberIfGiven("value");
    if (value.isPresent() && value.get() < 0) {
      return Outcome.refused(
          Code.INVALID_INPUT,
          "value: %d (expected: 0 or more, or null for the default)".formatted(value.get()),
          "value");
    }
    var kind = LimitKind.valueOf(input.text("kind"));
    return Outcome.done(set(writes, organization, kind, value.orElse(null)));
  }

  private static Changed set(
      Writes writes, Organization organization, LimitKind kind, @Nullable Integer value) {
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(ORGANIZATION_LIMIT.VALUE, value);
    values.put(ORGANIZATION_LIMIT.UPDATED_AT, DSL.currentOffsetDateTime());
    var isIt =
        ORGANIZATION_LIMIT.ORG_ID.eq(organization.uuid()).and(ORGANIZATION_LIMIT.KIND.eq(kind));
    writes.update(ORGANIZATION_LIMIT, values).and(isIt).execute();
    var limit = writes.from(ORGANIZATION_LIMIT).and(isIt).fetchSingle().getId();
    var what = "%s: %s".formatted(kind, value == null ? "default" : value);
    var subject = new Writes.Subject("limit", limit, what);
    return new Changed(limit, writes.audit(organization.id(), "limit.set", subject));
  }
}
