package rollcall.observe;

import java.time.Duration;

/// Something that happened and that an operator, a metric or a test may want to know. A closed
/// family: a new kind stops the build wherever observations are turned into something else.
public sealed interface Observation {

  /// A request was answered. `target` is the raw request target, `bytes` the length of the body.
  record Answered(
      String requestId, String method, String target, int status, long bytes, Duration took)
      implements Observation {}

  /// A request failed for a reason that is ours; the client saw a 500 or a 503 with `requestId`.
  record Failed(String requestId, String method, String target, Throwable cause)
      implements Observation {}

  /// The client left before the answer was complete; its query was cancelled.
  record Abandoned(String requestId, String method, String target, Duration after)
      implements Observation {}

  /// The embedded PostgreSQL answers on `port` of the loopback address.
  record DatabaseStarted(String version, int port, Duration took) implements Observation {}

  /// The embedded PostgreSQL was stopped in order.
  record DatabaseStopped(Duration took) implements Observation {}

  /// The embedded PostgreSQL ended by itself with `exitStatus` and is being started again.
  record DatabaseLost(int exitStatus) implements Observation {}

  /// A schema migration was applied and committed.
  record Migrated(String migration, Duration took) implements Observation {}

  /// A statement was sent to PostgreSQL; `text` has placeholders, never values.
  record StatementSent(String text) implements Observation {}

  /// The key set at `source` was read and holds `keys` usable keys.
  record KeysLoaded(String source, int keys) implements Observation {}

  /// The key set at `source` could not be read; the keys known before stay in use.
  record KeysUnavailable(String source, String reason) implements Observation {}

  /// Something an operator should read, in a sentence.
  record Notice(String text) implements Observation {}
}
