package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;

/// The member `jsonapi` of a document, with the comma before it.
final class JsonApiMember {
  /// That of a document to which no profile is applied.
  static final byte[] PLAIN = ascii(",\"jsonapi\":{\"version\":\"1.0\"}");

  private JsonApiMember() {}

  /// That of a document to which the profile of that URI is applied.
  static byte[] of(String profile) {
    return ascii(",\"jsonapi\":{\"version\":\"1.0\",\"profile\":[\"" + profile + "\"]}");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
