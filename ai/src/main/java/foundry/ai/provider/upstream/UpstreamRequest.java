package foundry.ai.provider.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to a provider, before it is signed.
 *
 * @param path behind the provider's base URL, query included
 */
public record UpstreamRequest(
    HttpMethod method, String path, Map<String, String> headers, Buffer body) {
  public static UpstreamRequest json(String path, Buffer body) {
    return new UpstreamRequest(
        HttpMethod.POST, path, Map.of("content-type", "application/json"), body);
  }

  public static UpstreamRequest get(String path) {
    return new UpstreamRequest(HttpMethod.GET, path, Map.of(), Buffer.buffer());
  }

  /** A name as one segment of a path, whatever is in it. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  public UpstreamRequest with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new UpstreamRequest(method, path, all, body);
  }
}
