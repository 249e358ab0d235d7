/**
 * What one person should know: written in the transaction of what happened, heard of by every
 * replica through {@link foundry.api.database.Channel#NOTIFICATION}.
 */
@NullMarked
package foundry.api.notification;

import org.jspecify.annotations.NullMarked;
