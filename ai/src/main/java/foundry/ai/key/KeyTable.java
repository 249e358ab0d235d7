package foundry.ai.key;

import foundry.ai.database.Channel;
import foundry.ai.database.Database;
import foundry.viewer.ApiKey;
import foundry.viewer.Caller;
import foundry.viewer.KeyId;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys in PostgreSQL. Blocks. */
record KeyTable(Database database) {
  private static final String COLUMNS =
      """
       id, org_id, user_id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at
      """;

  /**
   * What its maker says of a new key.
   *
   * @param expiresAt empty: never
   */
  record Wish(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {}

  /** Empty if the organization has as many keys as it may. */
  Optional<KeyRecord> add(Caller caller, ApiKey key, Wish wish, int keysMax) {
    return database.in(
        caller.org(),
        sql ->
            sql.first(
                """
                insert into ai.api_key (org_id, user_id, name, prefix, hash, scopes, expires_at)
                select ?, ?, ?, ?, ?, string_to_array(?, ','), ?
                where (select count(*) from ai.api_key where org_id = ? and revoked_at is null) < ?
                returning
                """
                    + COLUMNS,
                KeyTable::record,
                caller.org().value(),
                caller.user().value(),
                wish.name(),
                key.shown(),
                KeyHash.of(key).bytes(),
                names(wish.scopes()),
                time(wish.expiresAt()),
                caller.org().value(),
                keysMax));
  }

  /**
   * A key that was made elsewhere.
   *
   * @param prefix its first letters
   * @param isRevoked once true, always true
   */
  record Given(Wish wish, String prefix, KeyHash hash, boolean isRevoked) {}

  /** Takes a key over, or its revocation, which is all that ever changes; tells all replicas. */
  KeyRecord put(Caller caller, KeyId id, Given key) {
    return database.in(
        caller.org(),
        sql -> {
          var put =
              sql.first(
                  """
                  insert into ai.api_key as k
                    (id, org_id, user_id, name, prefix, hash, scopes, expires_at, revoked_at)
                  values (?, ?, ?, ?, ?, ?, string_to_array(?, ','), ?, case when ? then now() end)
                  on conflict (id) do update
                    set revoked_at = coalesce(k.revoked_at, excluded.revoked_at)
                  returning
                  """
                      + COLUMNS,
                  KeyTable::record,
                  id.value(),
                  caller.org().value(),
                  caller.user().value(),
                  key.wish().name(),
                  key.prefix(),
                  key.hash().bytes(),
                  names(key.wish().scopes()),
                  time(key.wish().expiresAt()),
                  key.isRevoked());
          sql.notify(Channel.AI_API_KEY, id.toString());
          return put.orElseThrow();
        });
  }

  private static String names(Set<Scope> scopes) {
    return String.join(",", scopes.stream().map(Scope::name).toList());
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> at) {
    return at.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  /** The newest first. */
  List<KeyRecord> of(OrgId org, int keysMax) {
    return database.read(
        org,
        sql ->
            sql.rows(
                "select"
                    + COLUMNS
                    + "from ai.api_key where org_id = ? order by created_at desc, id desc limit ?",
                KeyTable::record,
                org.value(),
                keysMax));
  }

  /** Tells all replicas. Revoking again changes nothing. Empty: the organization has no such. */
  Optional<KeyRecord> revoke(OrgId org, KeyId id) {
    return database.in(
        org,
        sql -> {
          var revoked =
              sql.first(
                  """
                  update ai.api_key set revoked_at = coalesce(revoked_at, now())
                  where org_id = ? and id = ? returning
                  """
                      + COLUMNS,
                  KeyTable::record,
                  org.value(),
                  id.value());
          sql.notify(Channel.AI_API_KEY, id.toString());
          return revoked;
        });
  }

  /** The key of this hash, whoever's it is. */
  Optional<KeyRecord> find(KeyHash hash) {
    return database.asNobody(
        sql ->
            sql.first(
                "select" + COLUMNS + "from ai.api_key_of(?) where id is not null",
                KeyTable::record,
                hash.bytes()));
  }

  void used(OrgId org, KeyId id, Instant at) {
    database.in(
        org,
        sql ->
            sql.run(
                """
                update ai.api_key set last_used_at = greatest(last_used_at, ?)
                where org_id = ? and id = ?
                """,
                at.atOffset(ZoneOffset.UTC),
                org.value(),
                id.value()));
  }

  private static KeyRecord record(ResultSet row) throws SQLException {
    return new KeyRecord(
        new KeyId(row.getObject("id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("name"),
        row.getString("prefix"),
        scopes((String[]) row.getArray("scopes").getArray()),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "expires_at"),
        instant(row, "last_used_at"),
        instant(row, "revoked_at"));
  }

  /** A scope of a later version opens nothing here. */
  private static Set<Scope> scopes(String[] names) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var scope : Scope.values()) if (List.of(names).contains(scope.name())) scopes.add(scope);
    return scopes;
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }
}
