/** How a service is watched: one registry of measurements, read by Prometheus. */
@NullMarked
package foundry.telemetry;

import org.jspecify.annotations.NullMarked;
