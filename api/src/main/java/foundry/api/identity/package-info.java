/** Who is asking: checks the issuer's tokens against its keys and makes a session of each. */
@NullMarked
package foundry.api.identity;

import org.jspecify.annotations.NullMarked;
