/**
 * What the dialects of other vendors share: a reply as server-sent events, fields that only the
 * vendor's own models understand, the list of models. A dialect reads a request into our own types
 * and writes our own events as its clients expect them; it knows no provider.
 */
@NullMarked
package foundry.ai.dialect;

import org.jspecify.annotations.NullMarked;
