package foundry.api.storage;

import java.nio.charset.StandardCharsets;

/**
 * Names a download (RFC 6266): a plain ASCII name for old clients, the real one encoded by RFC 5987
 * for all others. No name can end the header or leave its quotes.
 */
final class ContentDisposition {
  private static final String UNENCODED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

  private ContentDisposition() {}

  static String attachment(String fileName) {
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(plain(fileName), encoded(fileName));
  }

  private static String plain(String fileName) {
    return fileName
        .codePoints()
        .map(c -> c < 0x20 || c > 0x7e || "\"\\/%:;".indexOf(c) >= 0 ? '_' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String encoded(String fileName) {
    var text = new StringBuilder();
    for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isUnencoded(c)) text.append(c);
      else text.append("%%%02X".formatted((int) c));
    }
    return text.toString();
  }

  private static boolean isUnencoded(char c) {
    return UNENCODED.indexOf(c) >= 0;
  }
}
