/** Claude, through Anthropic's own Messages API or a server that imitates it. */
@NullMarked
package foundry.ai.provider.anthropic;

import org.jspecify.annotations.NullMarked;
