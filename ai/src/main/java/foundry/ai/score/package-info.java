/**
 * How good an answer is, as far as a machine without a model of its own can say: how long it is,
 * how much of it the given passages support, how much of it is cited, how near it is to a
 * reference.
 */
@NullMarked
package foundry.ai.score;

import org.jspecify.annotations.NullMarked;
