package rollcall.doors;

import java.util.Map;
import rollcall.ingest.Delivery;
import rollcall.jsonapi.query.Problem;

/// What a door makes of a request.
sealed interface Heard {
  /// A delivery of a sender who is who he says he is.
  record Message(String kind, Delivery delivery, Map<String, String> facts) implements Heard {}

  /// A sender who is not let in, and how he could prove who he is.
  record Stranger(String challenge, String reason) implements Heard {
    Problem problem() {
      return Problem.unauthorized(reason);
    }
  }
}
