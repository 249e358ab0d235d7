/** Files that only the user whom the product runs as may read. */
@NullMarked
package foundry.files;

import org.jspecify.annotations.NullMarked;
