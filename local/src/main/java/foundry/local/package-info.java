/**
 * The {@code foundry} command: the whole product on one machine, in one process, on real parts that
 * are built in. {@link foundry.local.Stack} is its table of contents.
 */
@NullMarked
package foundry.local;

import org.jspecify.annotations.NullMarked;
