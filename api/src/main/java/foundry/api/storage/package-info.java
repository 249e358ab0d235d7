/**
 * The files themselves: objects in an S3 bucket, which browsers put and get directly by pre-signed
 * links.
 */
@NullMarked
package foundry.api.storage;

import org.jspecify.annotations.NullMarked;
