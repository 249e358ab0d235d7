/**
 * The reading plan. A document is compiled once: the selection decides which columns, joins and
 * statements there are, and in which order the values are written. To-one is a join, a paged list
 * is one lateral statement for all its parents, a count is a grouped statement and only if
 * selected.
 */
@NullMarked
package foundry.api.graphql.plan;

import org.jspecify.annotations.NullMarked;
