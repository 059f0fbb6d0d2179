package rollcall.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// The header fields of every answer, whoever gives it.
final class CommonFields {
  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private CommonFields() {}

  static void add(HttpFields.Mutable fields, String requestId) {
    fields.put(RequestId.FIELD, requestId);
    fields.put(NO_SNIFFING);
  }
}
