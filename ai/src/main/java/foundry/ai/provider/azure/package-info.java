/** OpenAI's models in Azure: the same bodies behind other paths, keys and versions. */
@NullMarked
package foundry.ai.provider.azure;

import org.jspecify.annotations.NullMarked;
