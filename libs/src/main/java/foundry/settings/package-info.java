/**
 * Reads settings from the environment, then from {@code .env} where allowed, into records. Every
 * mistake is reported at once, by name and expectation, before anything starts.
 */
@NullMarked
package foundry.settings;

import org.jspecify.annotations.NullMarked;
