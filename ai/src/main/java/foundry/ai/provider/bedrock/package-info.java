/**
 * Models on Amazon Bedrock, through its Converse API: SigV4 or an API key, binary event streams.
 */
@NullMarked
package foundry.ai.provider.bedrock;

import org.jspecify.annotations.NullMarked;
