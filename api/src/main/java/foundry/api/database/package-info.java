/**
 * The one door to PostgreSQL. {@link foundry.api.database.Database} opens a transaction for a
 * viewer and hands out {@link foundry.api.database.Reads} or {@link foundry.api.database.Writes};
 * both add the policy of each table to every statement (net 1) while PostgreSQL's row-level
 * security, keyed to the same transaction, does so on its own (net 2).
 */
@NullMarked
package foundry.api.database;

import org.jspecify.annotations.NullMarked;
