/** How much an organization may have of what: counted by the database, checked where it is made. */
@NullMarked
package foundry.api.limit;

import org.jspecify.annotations.NullMarked;
