package foundry.telemetry;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/**
 * One line of text an event, its names and values after the message. Whatever came from outside
 * stays within its line; a stack takes lines of its own.
 */
public final class TextLines extends PatternLayoutEncoder {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24} [%thread]"
          + " %replace(%replace(%msg %kvp){'[\\p{C}\\p{Zl}\\p{Zp}]+', ' '}){' +$', ''}%n";

  public TextLines() {
    setPattern(PATTERN);
  }
}
