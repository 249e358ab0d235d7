package foundry.ai.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call cannot be served, for a reason its sender may read. Thrown at the edge only. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String field;
  private final @Nullable Detail detail;
  private final boolean triedAlready;
  private final @Nullable Duration retryAfter;

  /** What a code leaves open and some dialects have a word for. */
  public enum Detail {
    UNSUPPORTED_PARAMETER,
    UNKNOWN_PARAMETER,
    CONTEXT_TOO_LONG,
    /** The account has no credit left: waiting does not help. */
    QUOTA,
    /** The provider has more to do than it can. */
    OVERLOADED
  }

  public Refused(ErrorCode code, String message) {
    this(code, message, null, null, false, null);
  }

  private Refused(
      ErrorCode code,
      @Nullable String message,
      @Nullable String field,
      @Nullable Detail detail,
      boolean triedAlready,
      @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.code = code;
    this.field = field;
    this.detail = detail;
    this.triedAlready = triedAlready;
    this.retryAfter = retryAfter;
  }

  /** Something of ours broke; the log has said what. */
  public static Refused inside() {
    return new Refused(ErrorCode.INTERNAL, "something failed inside; the log says what");
  }

  public static Refused invalid(String message) {
    return new Refused(ErrorCode.INVALID_INPUT, message);
  }

  /**
   * A field of the request is wrong.
   *
   * @param path as the caller would write it: {@code messages[0].content}
   * @param problem its value and what was expected
   */
  public static Refused field(String path, String problem) {
    return new Refused(ErrorCode.INVALID_INPUT, path + ": " + problem, path, null, false, null);
  }

  public Refused with(Detail word) {
    return new Refused(code, getMessage(), field, word, triedAlready, retryAfter);
  }

  /**
   * We have asked again already as often as is sensible: the caller should not.
   *
   * @param wait how long the provider asks to be left alone
   */
  public Refused afterRetries(Optional<Duration> wait) {
    return new Refused(code, getMessage(), field, detail, true, wait.orElse(null));
  }

  /** Nothing was tried: the caller may do so after this long. */
  public Refused comeAgainAfter(Duration wait) {
    return new Refused(code, getMessage(), field, detail, false, wait);
  }

  public ErrorCode code() {
    return code;
  }

  /** The field of the request that is wrong, if it is one. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  public Optional<Detail> detail() {
    return Optional.ofNullable(detail);
  }

  /** Whether the caller would only repeat what was tried here. */
  public boolean triedAlready() {
    return triedAlready;
  }

  /** How long the caller had better wait. */
  public Optional<Duration> retryAfter() {
    if (retryAfter != null) return Optional.of(retryAfter);
    boolean busy = code == ErrorCode.RATE_LIMITED || code == ErrorCode.UNAVAILABLE;
    return busy && !triedAlready ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
  }

  /** Never null, unlike {@link #getMessage()} of exceptions in general. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
