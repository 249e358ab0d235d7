/**
 * An S3 server on a folder: the same signatures, refusals and headers as the real one, for this
 * machine only.
 */
@NullMarked
package foundry.local.storage;

import org.jspecify.annotations.NullMarked;
