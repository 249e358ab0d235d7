/**
 * What both services need of HTTP on Vert.x: one way to start and drain a server, request ids, the
 * error body, JSON and server-sent events. Knows no feature and no tenant.
 */
@NullMarked
package foundry.http;

import org.jspecify.annotations.NullMarked;
