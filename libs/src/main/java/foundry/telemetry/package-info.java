/**
 * How a service is watched: one registry of measurements, read by Prometheus, and the lines of its
 * log.
 */
@NullMarked
package foundry.telemetry;

import org.jspecify.annotations.NullMarked;
