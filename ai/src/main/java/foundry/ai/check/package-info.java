/**
 * Whether an answer has the shape that was asked for: JSON Schemas, compiled once and bounded, and
 * what of an answer does not fit one.
 */
@NullMarked
package foundry.ai.check;

import org.jspecify.annotations.NullMarked;
