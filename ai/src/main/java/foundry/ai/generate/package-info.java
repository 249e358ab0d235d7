/**
 * POST /v1/generate: an answer from a model, whole or as a stream, with its citations. Decides
 * which provider answers; knows nothing of any provider's wire format.
 */
@NullMarked
package foundry.ai.generate;

import org.jspecify.annotations.NullMarked;
