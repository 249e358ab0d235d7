/**
 * What operators see of calls: spans and measurements as OpenTelemetry names them for generative
 * AI, and a log line for each call that failed. What was asked and answered is in none of them, but
 * in spans if operators ask for it.
 */
@NullMarked
package foundry.ai.telemetry;

import org.jspecify.annotations.NullMarked;
