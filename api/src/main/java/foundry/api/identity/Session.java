package foundry.api.identity;

import foundry.api.viewer.Viewer;
import java.time.Instant;

/** A viewer by a token, good until it expires. */
public record Session(Viewer.Person viewer, Instant expiresAt) {}
