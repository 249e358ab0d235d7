package foundry.api.graphql.relay;

import java.util.UUID;

/** A thing that can be fetched again by its id. */
public interface Node {
  UUID uuid();
}
