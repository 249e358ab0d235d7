package foundry.api.queue;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;

/** The data of a task: an organization's id as ASCII text, so that any client can write it. */
final class OrgText implements Serializer {
  @Override
  public byte[] serialize(Object data) {
    return data.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public <T> T deserialize(Class<T> type, byte[] bytes) {
    return type.cast(new String(bytes, StandardCharsets.US_ASCII));
  }
}
