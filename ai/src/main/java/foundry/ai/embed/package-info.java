/**
 * Texts to vectors, with a model that runs in this process. People who wait go first: a question is
 * embedded before the next passage of a document that is being indexed.
 */
@NullMarked
package foundry.ai.embed;

import org.jspecify.annotations.NullMarked;
