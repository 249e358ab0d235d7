/** Who is asking and what they may do; handed explicitly to everything that reads or writes. */
@NullMarked
package foundry.api.viewer;

import org.jspecify.annotations.NullMarked;
