package rollcall.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
    announce(response, status, Optional.empty());
  }

  /// The same of a document to which that profile of JSON:API is applied.
  static void announce(Response response, int status, Optional<String> profile) {
    response.status(status);
    response.header(
        "Content-Type",
        profile.map(uri -> JSON_API + "; profile=\"" + uri + "\"").orElse(JSON_API));
    response.header("Cache-Control", "no-store");
  }

  /// Answers with `problems`, by the cursor pagination profile where one of them is an error of it
  /// and the client asked for it.
  static void problems(Request request, Response response, List<Problem> problems) {
    var status = ErrorsDocument.status(problems);
    var profile =
        problems.stream().anyMatch(problem -> problem.fault().isPresent())
            ? Accept.of(request).cursorPagination()
            : Optional.<String>empty();
    announce(response, status, profile);
    switch (status) {
      case 401 -> response.header("WWW-Authenticate", "Bearer");
      case 429, 503 -> response.header("Retry-After", "1");
      default -> {}
    }
    response.write(ErrorsDocument.of(problems, request.id(), profile));
  }

  /// Answers with `text` of that media type.
  static void text(Response response, int status, String contentType, String text) {
    response.status(status);
    response.header("Content-Type", contentType);
    response.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
