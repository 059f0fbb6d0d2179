package rollcall.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.StatementFailed;
import rollcall.database.StatementTimeout;
import rollcall.http.FaultHandler;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.ErrorsDocument;
import rollcall.jsonapi.query.Problem;

/// The one place where what failed becomes a document. Details of our own faults stay in the log,
/// under the id that the document shows. Thread-safe.
public final class Faults implements FaultHandler {
  /// The form that the API gives to faults.
  public Faults() {}

  @Override
  public void failed(Request request, Response response, Throwable cause) {
    Answers.problems(request, response, List.of(problem(cause)));
  }

  private static Problem problem(Throwable cause) {
    return switch (cause) {
      case DatabaseUnavailable _ ->
          Problem.serviceUnavailable("The database cannot be reached now; try again.");
      case StatementTimeout _ ->
          Problem.serviceUnavailable(
              "The database took too long over this query; narrow its filter, or sort by a field"
                  + " that has an index (id, started_at, call_uuid, from_number, to_number).");
      case StatementFailed failed when failed.refusesValues() ->
          Problem.refused(400, "The database cannot take a value of this request.");
      default -> Problem.internalError("Something failed here; the log tells more under this id.");
    };
  }

  @Override
  public Document rejected(String requestId, int status, String reason) {
    var document = ErrorsDocument.of(List.of(Problem.refused(status, reason)), requestId);
    return new Document(Answers.JSON_API, new String(document, StandardCharsets.UTF_8));
  }
}
