/**
 * Prompt templates: messages with places for typed values, in versions that never change, found by
 * number or by a label that can be moved. A value is text and stays text, whatever it looks like.
 */
@NullMarked
package foundry.ai.prompt;

import org.jspecify.annotations.NullMarked;
