/**
 * What is known of each model: how much it reads and writes, what it can do, what it costs and
 * since when that is true. One data file, read once at start; what is not known is empty, never a
 * guess.
 */
@NullMarked
package foundry.ai.catalogue;

import org.jspecify.annotations.NullMarked;
