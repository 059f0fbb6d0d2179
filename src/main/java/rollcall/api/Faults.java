package rollcall.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.OutcomeUnknown;
import rollcall.database.StatementFailed;
import rollcall.database.StatementTimeout;
import rollcall.http.FaultHandler;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.ErrorsDocument;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.WriteProblem;

/// The one place where what failed becomes a document. Details of our own faults stay in the log,
/// under the id that the document shows. Thread-safe.
public final class Faults implements FaultHandler {
  private static final String QUERY_TOO_SLOW =
      "The database took too long over this; ask for less, or try again.";
  private static final String WRITE_TOO_SLOW =
      "The database took too long over this; nothing was written; try again.";
  private static final String OUTCOME_UNKNOWN =
      "The database was lost while it wrote this down, so that nobody knows whether it did. To send"
          + " the same request again is safe under the Idempotency-Key that it had; if it had"
          + " none, look first.";

  /// The form that the API gives to faults.
  public Faults() {}

  @Override
  public void failed(Request request, Response response, Throwable cause) {
    Answers.problems(request, response, List.of(problem(request, cause)));
  }

  private static Problem problem(Request request, Throwable cause) {
    return switch (cause) {
      case DatabaseUnavailable _ ->
          Problem.serviceUnavailable("The database cannot be reached now; try again.");
      case OutcomeUnknown _ -> WriteProblem.outcomeUnknown(OUTCOME_UNKNOWN);
      case ListTooSlow slow -> Problem.serviceUnavailable(slow.advice());
      case StatementTimeout _ ->
          Problem.serviceUnavailable(reads(request) ? QUERY_TOO_SLOW : WRITE_TOO_SLOW);
      case StatementFailed failed when failed.isOfOthersMaking() ->
          Problem.serviceUnavailable("Others write the same records now; try again.");
      case StatementFailed failed when failed.namesMissingRow() ->
          Problem.forbidden("The organisation of the token is not known here.");
      case StatementFailed failed when failed.refusesValues() ->
          Problem.refused(400, "The database cannot take a value of this request.");
      default -> Problem.internalError("Something failed here; the log tells more under this id.");
    };
  }

  private static boolean reads(Request request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  @Override
  public Document rejected(String requestId, int status, String reason) {
    var document = ErrorsDocument.of(List.of(Problem.refused(status, reason)), requestId);
    return new Document(Answers.JSON_API, new String(document, StandardCharsets.UTF_8));
  }
}
