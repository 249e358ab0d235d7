package foundry.ai.provider.contract;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4, recomputed from what arrived, as AWS documents it for every service but
 * S3: the path is encoded once more, the payload counts with its hash.
 */
record SignatureCheck(String accessKeyId, String secretAccessKey, String region) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/bedrock/aws4_request, ?"
              + "SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

  Optional<String> wrong(HttpServerRequest request, byte[] body) {
    var told = AUTHORIZATION.matcher(String.valueOf(request.getHeader("authorization")));
    if (!told.matches()) return Optional.of("authorization");
    if (!told.group(1).equals(accessKeyId)) return Optional.of("key id");
    if (!told.group(3).equals(region)) return Optional.of("region");
    String names = told.group(4);
    if (!names.contains("host") || !names.contains("x-amz-date")) return Optional.of("headers");
    if (!names.contains("x-amz-security-token")) return Optional.of("session");
    String day = told.group(2);
    String expected = signature(day, text(day, canonical(request, names, body), request));
    return expected.equals(told.group(5)) ? Optional.empty() : Optional.of("signature");
  }

  private static String canonical(HttpServerRequest request, String names, byte[] body) {
    var text = new StringBuilder(request.method().name()).append('\n');
    text.append(path(request.path())).append('\n');
    text.append(request.query() == null ? "" : request.query()).append('\n');
    for (String name : names.split(";", -1)) {
      String value = name.equals("host") ? request.authority().toString() : request.getHeader(name);
      text.append(name).append(':').append(value).append('\n');
    }
    return text.append('\n').append(names).append('\n').append(hash(body)).toString();
  }

  private static String path(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private String text(String day, String canonical, HttpServerRequest request) {
    String scope = day + "/" + region + "/bedrock/aws4_request";
    String hash = hash(canonical.getBytes(StandardCharsets.UTF_8));
    return String.join("\n", "AWS4-HMAC-SHA256", request.getHeader("x-amz-date"), scope, hash);
  }

  private String signature(String day, String text) {
    byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, region, "bedrock", "aws4_request"}) key = mac(key, part);
    return HexFormat.of().formatHex(mac(key, text));
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
