/** POST /v1/chunk: cuts a text into pieces that a model of a given family can read. */
@NullMarked
package foundry.ai.chunk;

import org.jspecify.annotations.NullMarked;
