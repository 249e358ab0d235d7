/**
 * Who is asking: typed ids of people and tenants, and the token by which api tells ai on whose
 * behalf it calls. Nothing here knows HTTP or SQL.
 */
@NullMarked
package foundry.viewer;

import org.jspecify.annotations.NullMarked;
