/**
 * What all providers reached over HTTP share: one attempt at an answer with its timeouts, event
 * streams, error replies. A provider adds its wire format, nothing else.
 */
@NullMarked
package foundry.ai.provider.upstream;

import org.jspecify.annotations.NullMarked;
