package foundry.api.aiclient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events (WHATWG HTML, 9.2), as far as ai writes them. */
final class EventReader {
  record Event(String name, String data) {}

  /** The last event carries the whole text; more than this is no answer. */
  static final int LINE_CHARACTERS_MAX = 4 << 20;

  private final Reader reader;
  private final Runnable onLine;

  /** {@code onLine} runs at each sign of life, heartbeats included. */
  EventReader(InputStream bytes, Runnable onLine) {
    this.reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    this.onLine = onLine;
  }

  /** The next event; empty at the end of the stream. */
  Optional<Event> next() throws IOException {
    String name = "message";
    var data = new StringBuilder();
    for (var line = line(); line.isPresent(); line = line()) {
      onLine.run();
      String text = line.get();
      if (text.isEmpty() && !data.isEmpty()) {
        return Optional.of(new Event(name, data.toString()));
      }
      if (text.startsWith("event:")) name = text.substring(6).strip();
      if (text.startsWith("data:")) data.append(text.substring(5).strip());
    }
    return Optional.empty();
  }

  private Optional<String> line() throws IOException {
    var line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') return Optional.of(line.toString());
      if (c != '\r') line.append((char) c);
      if (line.length() > LINE_CHARACTERS_MAX) throw new IOException("line too long");
    }
    return Optional.empty();
  }
}
