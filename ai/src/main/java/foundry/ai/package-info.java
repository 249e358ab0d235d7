/**
 * The AI service: answers from models, embeddings, moderation, and an index of passages per
 * organization. Knows no user table; who is asking comes with every call. {@link foundry.ai.Main}
 * is the table of contents.
 */
@NullMarked
package foundry.ai;

import org.jspecify.annotations.NullMarked;
