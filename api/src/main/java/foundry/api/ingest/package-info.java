/**
 * Makes a document searchable: fetches and checks its bytes, extracts the pages, has ai index them.
 */
@NullMarked
package foundry.api.ingest;

import org.jspecify.annotations.NullMarked;
