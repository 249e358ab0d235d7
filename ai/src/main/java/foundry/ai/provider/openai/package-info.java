/**
 * Servers that speak OpenAI's chat completions: OpenAI itself and everything that imitates it
 * (Ollama, vLLM, llama.cpp, OpenRouter).
 */
@NullMarked
package foundry.ai.provider.openai;

import org.jspecify.annotations.NullMarked;
