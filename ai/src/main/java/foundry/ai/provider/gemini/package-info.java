/** Gemini, through Google's Gemini API or Vertex AI. */
@NullMarked
package foundry.ai.provider.gemini;

import org.jspecify.annotations.NullMarked;
