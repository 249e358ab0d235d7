package foundry.api.queue;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The data of a task: an organization's id as ASCII text, so that any client can write it, and
 * after a space the {@code traceparent} of what queued it, if that was traced; nothing for what
 * recurs.
 */
final class OrgText implements Serializer {
  @Override
  public byte @Nullable [] serialize(@Nullable Object data) {
    return data == null ? null : data.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
    return bytes == null ? null : type.cast(new String(bytes, StandardCharsets.US_ASCII));
  }
}
