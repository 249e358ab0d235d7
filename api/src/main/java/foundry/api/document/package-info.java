/** Files of a project: registering, uploading and deleting them, and reading their text. */
@NullMarked
package foundry.api.document;

import org.jspecify.annotations.NullMarked;
