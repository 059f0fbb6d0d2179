package rollcall.faults;

import java.time.temporal.ChronoUnit;
import java.util.List;
import rollcall.faults.PlayedCall.Stage;

/// A source of calls that a test plays. One thread tells of its calls.
interface Line extends AutoCloseable {
  /// Its name.
  String source();

  /// What of a call it tells, each by a message of its own.
  default List<Stage> stages() {
    return List.of(Stage.values());
  }

  /// Tells that a call came to that stage; may wait until it can be told.
  void tell(PlayedCall call, Stage stage) throws Exception;

  /// The row of a call of which all that was told was heard.
  default PlayedCall.Row row(PlayedCall call) {
    return call.row(ChronoUnit.MICROS, true);
  }

  /// Returns when nothing is left that must be told.
  default void awaitTold() throws InterruptedException {}

  @Override
  void close();
}
