/**
 * Calls that are one question and one reply: embed, rerank, moderate. Whatever dialect they come
 * in, they are asked, repeated and counted in one place.
 */
@NullMarked
package foundry.ai.question;

import org.jspecify.annotations.NullMarked;
