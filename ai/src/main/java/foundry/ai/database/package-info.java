/**
 * The one door to PostgreSQL. {@link foundry.ai.database.Database} opens a transaction for one
 * organization; row-level security, forced on every table, shows it that organization's rows and no
 * others. Work here blocks: it runs on virtual threads, never on an event loop.
 */
@NullMarked
package foundry.ai.database;

import org.jspecify.annotations.NullMarked;
