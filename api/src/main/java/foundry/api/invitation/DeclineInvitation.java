package foundry.api.invitation;

import foundry.api.database.Entrance;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import java.util.Objects;
import java.util.UUID;

/** Turns an invitation down. */
final class DeclineInvitation {
  record Declined(UUID invitation, UUID auditEvent) {}

  private DeclineInvitation() {}

  static Outcome<Declined> run(Writes writes, Call input) {
    return Answering.with(
        input,
        (token, id) -> Entrance.decline(writes, token, id),
        answer ->
            new Declined(
                Objects.requireNonNull(answer.invitation()),
                Objects.requireNonNull(answer.event())));
  }
}
