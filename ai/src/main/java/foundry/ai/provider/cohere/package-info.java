/** Cohere: chat (version 2 of its API), embeddings, reranking. */
@NullMarked
package foundry.ai.provider.cohere;

import org.jspecify.annotations.NullMarked;
