/**
 * POST /v1/moderate: names what a text may not carry. Rules first: they cost microseconds, say why,
 * and are the same on every machine.
 */
@NullMarked
package foundry.ai.moderate;

import org.jspecify.annotations.NullMarked;
