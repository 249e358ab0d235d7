/**
 * Places kept for e-mail addresses. An invitation is taken by its token, of which only a digest is
 * kept, or by whoever the issuer says has the address. Nothing is mailed: the inviter hands the
 * link on.
 */
@NullMarked
package foundry.api.invitation;

import org.jspecify.annotations.NullMarked;
