/**
 * Which model answers a call, and what happens when one does not: names, order, retries. The only
 * owner of retries in the service. Knows no wire format.
 */
@NullMarked
package foundry.ai.route;

import org.jspecify.annotations.NullMarked;
