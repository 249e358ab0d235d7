package foundry.api.graphql.relay;

import java.time.Instant;
import java.util.UUID;

/** A thing that can be fetched again by its id, and that lists are ordered by: newest first. */
public interface Node {
  UUID uuid();

  /** With the microseconds of the database: lists are cut between two of them. */
  Instant createdAt();
}
