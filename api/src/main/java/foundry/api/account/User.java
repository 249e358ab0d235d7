package foundry.api.account;

import static foundry.api.tables.Tables.USER;

import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.tables.records.UserRecord;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person. */
public record User(
    UserId id, String name, @Nullable String email, Instant createdAt, Instant updatedAt)
    implements Node {

  public static final NodeType<UserRecord, User> NODE =
      new NodeType<>(User.class, "usr", new NodeType.Source<>(USER, USER.ID), User::of);

  private static User of(UserRecord row) {
    return new User(
        new UserId(row.getId()),
        row.getName(),
        row.getEmail(),
        row.getCreatedAt().toInstant(),
        row.getUpdatedAt().toInstant());
  }

  @Override
  public UUID uuid() {
    return id.value();
  }

  /** As clients see it. */
  public static String globalId(UserId id) {
    return NODE.globalId(id.value());
  }
}
