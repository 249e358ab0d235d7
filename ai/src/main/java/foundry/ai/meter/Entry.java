package foundry.ai.meter;

import java.util.Optional;

/** A line of the ledger: what a call used, and what that cost at the time if anyone knew. */
record Entry(UsageRecord usage, Optional<Cost> cost) {}
