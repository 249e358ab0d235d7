/**
 * What every route of this service shares: who is asking, reading a JSON body field by field,
 * replies and the error body. Knows no feature.
 */
@NullMarked
package foundry.ai.http;

import org.jspecify.annotations.NullMarked;
