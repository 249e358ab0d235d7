/**
 * Who belongs to an organization, in which role. Nobody gives, takes or ends a role above their
 * own:
 *
 * <table>
 * <caption>Who may do what</caption>
 * <tr><th></th><th>OWNER</th><th>ADMIN</th><th>MEMBER</th><th>VIEWER</th></tr>
 * <tr><td>invite as, or revoke an invitation as, ADMIN, MEMBER, VIEWER</td>
 *     <td>yes</td><td>yes</td><td>no</td><td>no</td></tr>
 * <tr><td>invite as, or revoke an invitation as, OWNER</td>
 *     <td>yes</td><td>no</td><td>no</td><td>no</td></tr>
 * <tr><td>make one of ADMIN, MEMBER, VIEWER another of these, or remove them</td>
 *     <td>yes</td><td>yes</td><td>no</td><td>no</td></tr>
 * <tr><td>make somebody an OWNER; change or remove an OWNER</td>
 *     <td>yes</td><td>no</td><td>no</td><td>no</td></tr>
 * <tr><td>step down oneself</td>
 *     <td>yes, unless the last</td><td>yes</td><td>no</td><td>no</td></tr>
 * <tr><td>leave</td>
 *     <td>yes, unless the last</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>transfer ownership, rename the organization</td>
 *     <td>yes</td><td>no</td><td>no</td><td>no</td></tr>
 * </table>
 *
 * <p>Both nets know the ranks; a trigger of the database keeps the last owner, whoever forgets to
 * look.
 */
@NullMarked
package foundry.api.membership;

import org.jspecify.annotations.NullMarked;
