package rollcall.switches.freeswitch;

import java.time.Duration;

/// For how long a connection was really listened to, all in all. The time in which its reader waits
/// for something of ours, such as a database that is away, is not the other side's. Thread-safe.
final class ReadingTime {
  private long nanosBefore;
  private long beganAt;
  private boolean isReading;

  synchronized void begin() {
    beganAt = System.nanoTime();
    isReading = true;
  }

  synchronized void end() {
    nanosBefore += System.nanoTime() - beganAt;
    isReading = false;
  }

  synchronized Duration elapsed() {
    return Duration.ofNanos(nanosBefore + (isReading ? System.nanoTime() - beganAt : 0));
  }
}
