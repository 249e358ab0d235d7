/** Tenants: people who share projects. Nothing crosses from one to another. */
@NullMarked
package foundry.api.organization;

import org.jspecify.annotations.NullMarked;
