/** What the HTTP port serves besides GraphQL: the web app, its settings, health and metrics. */
@NullMarked
package foundry.api.web;

import org.jspecify.annotations.NullMarked;
