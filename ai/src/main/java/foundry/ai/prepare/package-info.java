/**
 * What happens to a prompt before a model sees it: it is held against what the model reads, trimmed
 * where the caller allows it, and told which shape the answer must have. Most prompts pass without
 * a look at their words.
 */
@NullMarked
package foundry.ai.prepare;

import org.jspecify.annotations.NullMarked;
