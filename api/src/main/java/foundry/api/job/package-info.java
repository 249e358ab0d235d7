/** Work that takes time, as people see and steer it. How it is done is the worker's business. */
@NullMarked
package foundry.api.job;

import org.jspecify.annotations.NullMarked;
