/**
 * Any server that speaks OpenAI's chat completions: OpenAI, Azure, vLLM, Ollama, gateways. Streams,
 * retries before the first byte only, and hangs up when the answer is no longer wanted.
 */
@NullMarked
package foundry.ai.provider.openai;

import org.jspecify.annotations.NullMarked;
