package foundry.api.identity;

import foundry.viewer.UserId;
import java.time.Instant;

/** A person by a token, good until it expires. Which roles they hold, each transaction asks. */
public record Session(UserId user, Instant expiresAt) {}
