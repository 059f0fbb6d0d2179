package rollcall.doors;

import java.time.Instant;
import java.util.Map;
import rollcall.ingest.Delivery;
import rollcall.sources.Source;

/// Keeps what sources deliver. Thread-safe.
@FunctionalInterface
public interface Intake {
  /// The fact that says under which id a webhook came.
  String WEBHOOK_ID = "webhook-id";

  /// Keeps `delivery`, which was read from `body`, and returns when that is so for good. `kind`
  /// says which reader read it, and `receivedAt` and `facts` are what this reader needs beside the
  /// body to read the same again.
  Taken put(
      Source source,
      String kind,
      Delivery delivery,
      Instant receivedAt,
      byte[] body,
      Map<String, String> facts);
}
