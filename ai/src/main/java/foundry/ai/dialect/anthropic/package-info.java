/**
 * Anthropic's dialect, as its SDKs read and write it: messages and the counting of their tokens.
 */
@NullMarked
package foundry.ai.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
