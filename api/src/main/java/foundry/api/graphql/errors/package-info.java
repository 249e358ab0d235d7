/**
 * Failures as callers see them: a code, a kind sentence and a request id; internals stay inside.
 */
@NullMarked
package foundry.api.graphql.errors;

import org.jspecify.annotations.NullMarked;
