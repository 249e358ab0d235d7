/** Mistral: chat completions with words of its own, embeddings, moderation. */
@NullMarked
package foundry.ai.provider.mistral;

import org.jspecify.annotations.NullMarked;
