/** What an organization's use of models comes to; the AI service counts it and is asked for it. */
@NullMarked
package foundry.api.usage;

import org.jspecify.annotations.NullMarked;
