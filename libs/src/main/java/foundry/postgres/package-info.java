/**
 * What both services need of PostgreSQL: who logs in, bringing an own schema up to date, proof that
 * row-level security binds the serving role, and hearing what replicas tell each other. Knows no
 * table.
 */
@NullMarked
package foundry.postgres;

import org.jspecify.annotations.NullMarked;
