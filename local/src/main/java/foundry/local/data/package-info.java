/**
 * The folder in which one running Foundry keeps everything: who holds it, what is secret in it, and
 * how to say no when it cannot be used.
 */
@NullMarked
package foundry.local.data;

import org.jspecify.annotations.NullMarked;
