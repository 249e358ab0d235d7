/** Projects: documents and the questions asked about them. */
@NullMarked
package foundry.api.project;

import org.jspecify.annotations.NullMarked;
