package rollcall.api;

import rollcall.database.Database;
import rollcall.database.DatabaseUnavailable;
import rollcall.http.Response;

/// What a supervisor asks: whether the process lives, and whether it can serve. Thread-safe.
final class Health {
  private static final String JSON = "application/json";

  private final Database database;

  Health(Database database) {
    this.database = database;
  }

  /// It lives, since it answers.
  void live(Response response) {
    Answers.text(response, 200, JSON, "{\"status\":\"ok\"}");
  }

  /// It can serve when its database answers; the schema was migrated before the server listened.
  void ready(Response response) {
    try {
      database.ping();
      Answers.text(response, 200, JSON, "{\"status\":\"ok\"}");
    } catch (DatabaseUnavailable e) {
      Answers.text(
          response, 503, JSON, "{\"status\":\"unavailable\",\"reason\":\"database unreachable\"}");
    }
  }
}
