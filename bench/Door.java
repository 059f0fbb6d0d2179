package bench;

import java.io.IOException;

/// A way in for events.
interface Door {
  /// Its name in the table.
  String name();

  /// The source that its calls are of.
  String source();

  /// What is told through it.
  Story story();

  /// Sends events as `pace` says, tells `sent` of each, and returns when all were sent and, where
  /// there are answers, answered.
  Answers send(Pace pace, Sent sent) throws IOException, InterruptedException;

  /// Hears of events that are sent. Thread-safe.
  interface Sent {
    void sent(Pace.Turn turn);
  }

  /// Whether a call is visible when its event is answered.
  default boolean isVisibleAtOnce() {
    return false;
  }
}
