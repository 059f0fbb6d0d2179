package rollcall.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.ErrorsDocument;
import rollcall.jsonapi.query.Problem;

/// Writes answers that are whole before they begin.
final class Answers {
  /// The media type of every document of the API.
  static final String JSON_API = ErrorsDocument.MEDIA_TYPE;

  private Answers() {}

  /// Announces a document of the API, which holds personal data and so is not to be kept.
  static void announce(Response response, int status) {
    response.status(status);
    response.header("Content-Type", JSON_API);
    response.header("Cache-Control", "no-store");
  }

  /// Answers with `problems`.
  static void problems(Request request, Response response, List<Problem> problems) {
    var status = ErrorsDocument.status(problems);
    announce(response, status);
    switch (status) {
      case 401 -> response.header("WWW-Authenticate", "Bearer");
      case 429, 503 -> response.header("Retry-After", "1");
      default -> {}
    }
    response.write(ErrorsDocument.of(problems, request.id()));
  }

  /// Answers with `text` of that media type.
  static void text(Response response, int status, String contentType, String text) {
    response.status(status);
    response.header("Content-Type", contentType);
    response.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
