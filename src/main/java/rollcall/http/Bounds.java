package rollcall.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;

/// Holds the head of a request, and the length that it announces, to the limits.
final class Bounds {
  /// Two spaces and `HTTP/1.1`.
  private static final int REST_OF_LINE = 10;

  /// A colon, a space and the end of the line.
  private static final int REST_OF_FIELD = 4;

  /// What stands in a decoded target for bytes that are not UTF-8.
  private static final char REPLACEMENT = '\uFFFD';

  private Bounds() {}

  static void check(ReceivedRequest request, HttpLimits limits) {
    if (lineBytes(request) > limits.requestLineBytes()) {
      throw new RequestRejected(HttpStatus.URI_TOO_LONG_414, lineTooLong(limits));
    }
    if (request.fields().size() > limits.headerFields()
        || fieldBytes(request) > limits.headerBytes()) {
      throw new RequestRejected(
          HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, fieldsTooLarge(limits));
    }
    if (request.target().indexOf(REPLACEMENT) >= 0) {
      throw new RequestRejected(
          HttpStatus.BAD_REQUEST_400, "The request target is not UTF-8; percent-encode it.");
    }
    if (request.announcedBytes() > limits.bodyBytes()) {
      throw RequestBody.tooLong(limits);
    }
  }

  static String lineTooLong(HttpLimits limits) {
    return "The request line is longer than " + limits.requestLineBytes() + " bytes.";
  }

  static String fieldsTooLarge(HttpLimits limits) {
    return "The header fields are longer than %d bytes or more than %d."
        .formatted(limits.headerBytes(), limits.headerFields());
  }

  private static long lineBytes(ReceivedRequest request) {
    return request.method().length() + utf8Length(request.target()) + REST_OF_LINE;
  }

  private static long fieldBytes(ReceivedRequest request) {
    var bytes = 0L;
    for (HttpField field : request.fields()) {
      var value = field.getValue();
      bytes += field.getName().length() + REST_OF_FIELD + (value == null ? 0 : value.length());
    }
    return bytes;
  }

  private static long utf8Length(String text) {
    var bytes = (long) text.length();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      // A surrogate is half of a character of four bytes.
      bytes += c < 0x80 ? 0 : (c < 0x800 || Character.isSurrogate(c)) ? 1 : 2;
    }
    return bytes;
  }
}
