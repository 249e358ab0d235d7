/**
 * Answers without a language model: quotes the sentences of the given passages that fit the
 * question. It cannot invent anything, and says so when the documents do not answer.
 */
@NullMarked
package foundry.ai.provider.local;

import org.jspecify.annotations.NullMarked;
