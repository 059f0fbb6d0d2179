package rollcall.doors;

import java.io.ByteArrayOutputStream;
import java.util.List;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.ErrorsDocument;
import rollcall.jsonapi.query.Problem;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes the answers of doors, each small enough for one segment.
final class DoorAnswers {
  private static final JsonFactory JSON = new JsonFactory();

  /// How many of the reasons why something was not understood are told.
  private static final int MOST_REASONS = 8;

  private DoorAnswers() {}

  /// Answers 200 with what became of a delivery, `new` or `known`.
  static void taken(Response response, String result) {
    write(response, 200, "application/json", document(result, List.of()));
  }

  /// Answers 202: it is kept, but does not become a call, for those reasons.
  static void notUnderstood(Response response, List<String> reasons) {
    write(response, 202, "application/json", document("not_understood", reasons));
  }

  private static byte[] document(String result, List<String> reasons) {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("result", result);
      if (!reasons.isEmpty()) {
        json.writeArrayPropertyStart("reasons");
        reasons.stream().limit(MOST_REASONS).forEach(json::writeString);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /// Answers with `problem`.
  static void problem(Request request, Response response, Problem problem) {
    if (problem.status() == 503) {
      response.header("Retry-After", "1");
    }
    var document = ErrorsDocument.of(List.of(problem), request.id());
    write(response, problem.status(), ErrorsDocument.MEDIA_TYPE, document);
  }

  private static void write(Response response, int status, String type, byte[] body) {
    response.status(status);
    response.header("Content-Type", type);
    response.header("Cache-Control", "no-store");
    response.write(body);
  }
}
