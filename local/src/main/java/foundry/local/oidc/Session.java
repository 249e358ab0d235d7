package foundry.local.oidc;

import java.time.Instant;

/** Somebody is signed in at this issuer, since then. */
record Session(Persona persona, Instant since) {}
