/**
 * OpenAI's dialect, as its SDKs read and write it: chat completions, embeddings, moderations,
 * models.
 */
@NullMarked
package foundry.ai.dialect.openai;

import org.jspecify.annotations.NullMarked;
