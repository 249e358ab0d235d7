/**
 * What operators see of calls: spans and measurements as OpenTelemetry names them for generative
 * AI, and a log line for each call that failed. Never what was asked or answered.
 */
@NullMarked
package foundry.ai.telemetry;

import org.jspecify.annotations.NullMarked;
