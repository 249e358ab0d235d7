package foundry.api.queue;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The data of a task, as ASCII text, so that any client can write it: an organization's id; after a
 * space the {@code traceparent} of what queued it, or a dash if that was not traced and more
 * follows; then ids that the work needs. Nothing for what recurs.
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
