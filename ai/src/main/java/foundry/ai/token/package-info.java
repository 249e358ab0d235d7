/**
 * How many tokens a text or a whole prompt is for each family of models: counted where the family's
 * tokenizer is public, estimated on the high side and marked so where it is not.
 */
@NullMarked
package foundry.ai.token;

import org.jspecify.annotations.NullMarked;
