/**
 * The contract between an answer and whoever makes it: a prompt goes in, text comes out piece by
 * piece, and every call ends in exactly one {@link foundry.ai.provider.Outcome}.
 */
@NullMarked
package foundry.ai.provider;

import org.jspecify.annotations.NullMarked;
