package foundry.ai.meter;

import foundry.ai.meter.UsageRecord.End;
import foundry.ai.provider.Outcome.Usage;
import foundry.viewer.Caller;
import foundry.viewer.KeyId;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry as bytes and back. Holds ids, names of models and numbers; nothing that was said. */
final class EntryBytes {
  /** The first byte; a later layout counts on. */
  private static final byte LAYOUT = 1;

  private static final int TEXT_BYTES_MAX = 255;

  /** Nine texts with their lengths, four ids and the numbers. */
  static final int BYTES_MAX = 9 * (TEXT_BYTES_MAX + 1) + 512;

  private EntryBytes() {}

  static void write(Entry entry, ByteBuffer to) {
    var usage = entry.usage();
    to.put(LAYOUT);
    text(usage.id(), to);
    to.putLong(usage.at().toEpochMilli());
    var caller = usage.caller();
    id(caller.org().value(), to);
    id(caller.user().value(), to);
    id(caller.project().map(ProjectId::value).orElse(null), to);
    id(caller.key().map(KeyId::value).orElse(null), to);
    text(caller.requestId(), to);
    text(usage.operation(), to);
    flag(usage.requested().isPresent(), to);
    if (usage.requested().isPresent()) text(usage.requested().get(), to);
    text(usage.provider(), to);
    text(usage.model(), to);
    numbers(usage, to);
    cost(entry.cost(), to);
  }

  private static void numbers(UsageRecord usage, ByteBuffer to) {
    var tokens = usage.usage();
    to.putInt(tokens.input()).putInt(tokens.output()).putInt(tokens.cachedInput());
    to.putInt(tokens.cacheWrite()).putInt(tokens.reasoning());
    flag(usage.estimated(), to);
    text(usage.end().name(), to);
    to.putLong(usage.durationMicros());
    to.putLong(usage.firstTextMicros().orElse(-1L));
    to.putInt(usage.attempts());
    flag(usage.streamed(), to);
  }

  private static void cost(Optional<Cost> cost, ByteBuffer to) {
    flag(cost.isPresent(), to);
    if (cost.isEmpty()) return;
    byte[] unscaled = cost.get().amount().unscaledValue().toByteArray();
    to.put((byte) unscaled.length).put(unscaled).putInt(cost.get().amount().scale());
    text(cost.get().currency(), to);
    text(cost.get().priceVersion(), to);
  }

  /** Throws {@link IllegalArgumentException} if another version wrote it. */
  static Entry read(ByteBuffer from) {
    byte layout = from.get();
    if (layout != LAYOUT) throw new IllegalArgumentException("unknown layout " + layout);
    String id = text(from);
    var at = Instant.ofEpochMilli(from.getLong());
    var org = new OrgId(requiredId(from));
    var user = new UserId(requiredId(from));
    var project = Optional.ofNullable(id(from)).map(ProjectId::new);
    var key = Optional.ofNullable(id(from)).map(KeyId::new);
    var caller = new Caller(org, user, project, text(from), key);
    String operation = text(from);
    Optional<String> requested = flag(from) ? Optional.of(text(from)) : Optional.empty();
    String provider = text(from);
    String model = text(from);
    var usage =
        new UsageRecord(
            id,
            at,
            caller,
            operation,
            requested,
            provider,
            model,
            new Usage(from.getInt(), from.getInt(), from.getInt(), from.getInt(), from.getInt()),
            flag(from),
            List.of(),
            End.valueOf(text(from)),
            from.getLong(),
            Optional.of(from.getLong()).filter(micros -> micros >= 0),
            from.getInt(),
            flag(from));
    return new Entry(usage, cost(from));
  }

  private static Optional<Cost> cost(ByteBuffer from) {
    if (!flag(from)) return Optional.empty();
    byte[] unscaled = new byte[from.get()];
    from.get(unscaled);
    var amount = new BigDecimal(new BigInteger(unscaled), from.getInt());
    return Optional.of(new Cost(amount, text(from), text(from)));
  }

  /** What is longer than any name is cut: it comes from outside. */
  private static void text(String text, ByteBuffer to) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, TEXT_BYTES_MAX);
    to.put((byte) length).put(bytes, 0, length);
  }

  private static String text(ByteBuffer from) {
    byte[] bytes = new byte[from.get() & 0xff];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** No id is all zeros but the one of nobody, which is none. */
  private static void id(@Nullable UUID id, ByteBuffer to) {
    to.putLong(id == null ? 0 : id.getMostSignificantBits());
    to.putLong(id == null ? 0 : id.getLeastSignificantBits());
  }

  private static @Nullable UUID id(ByteBuffer from) {
    var id = requiredId(from);
    return id.getMostSignificantBits() == 0 && id.getLeastSignificantBits() == 0 ? null : id;
  }

  private static UUID requiredId(ByteBuffer from) {
    return new UUID(from.getLong(), from.getLong());
  }

  private static void flag(boolean flag, ByteBuffer to) {
    to.put((byte) (flag ? 1 : 0));
  }

  private static boolean flag(ByteBuffer from) {
    return from.get() != 0;
  }
}
