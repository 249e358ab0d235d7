package foundry.api.ingest;

import java.io.IOException;
import java.nio.file.Path;

/** Reads one type of file. Throws {@link Unreadable}, or whatever its library throws. */
interface Extractor {
  void extract(Path file, PageSink sink) throws IOException;
}
