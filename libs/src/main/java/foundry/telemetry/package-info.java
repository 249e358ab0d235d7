/**
 * How a service is watched: one registry of measurements, read by Prometheus, the lines of its log,
 * and spans of what it does, sent to a collector of OpenTelemetry.
 */
@NullMarked
package foundry.telemetry;

import org.jspecify.annotations.NullMarked;
