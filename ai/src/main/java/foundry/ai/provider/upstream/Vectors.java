package foundry.ai.provider.upstream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Reads a vector as providers write it: a list of numbers, or little-endian floats in Base64. */
public final class Vectors {
  private Vectors() {}

  /** Throws {@link ChatWire.Garbage} if it is neither. */
  public static float[] read(JsonNode node) {
    if (node.isString()) return base64(node.stringValue());
    if (!node.isArray() || node.isEmpty()) throw new ChatWire.Garbage("no vector");
    var vector = new float[node.size()];
    for (int i = 0; i < vector.length; i++) {
      var number = node.get(i);
      if (!number.isNumber()) throw new ChatWire.Garbage("no number");
      vector[i] = number.floatValue();
    }
    return vector;
  }

  private static float[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length == 0 || bytes.length % Float.BYTES != 0) {
        throw new ChatWire.Garbage("no floats");
      }
      var vector = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
      return vector;
    } catch (IllegalArgumentException e) {
      throw new ChatWire.Garbage("no Base64");
    }
  }
}
