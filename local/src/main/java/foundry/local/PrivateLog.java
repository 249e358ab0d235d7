package foundry.local;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import foundry.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;

/** A log file that none but its owner may read; so are those that follow when it is full. */
final class PrivateLog extends RollingFileAppender<ILoggingEvent> {
  @Override
  public void openFile(String file) throws IOException {
    PrivateFile.keep(Path.of(file));
    super.openFile(file);
  }
}
