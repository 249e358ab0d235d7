package foundry.telemetry;

/** The name of what a span tells. */
public final class Attribute {
  private final String name;
  private final byte[] opening;

  private Attribute(String name) {
    this.name = name;
    this.opening = SpanBytes.ascii("{\"key\":\"" + name + "\",\"value\":");
  }

  public static Attribute of(String name) {
    return new Attribute(name);
  }

  public String name() {
    return name;
  }

  /** What it looks like in OTLP's JSON up to the value. */
  byte[] opening() {
    return opening;
  }
}
