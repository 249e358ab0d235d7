/** People, the viewer among them. */
@NullMarked
package foundry.api.account;

import org.jspecify.annotations.NullMarked;
