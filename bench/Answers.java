package bench;

import java.util.Arrays;

/// How long answers took, and how many events were refused for now. Thread-safe.
final class Answers {
  private long[] nanos = new long[1 << 16];
  private int count;
  private long refused;

  synchronized void taken(long took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took;
  }

  synchronized void refused() {
    refused++;
  }

  synchronized long refusals() {
    return refused;
  }

  synchronized boolean isEmpty() {
    return count == 0;
  }

  /// What that part of the answers took at most, in milliseconds.
  synchronized double millis(double part) {
    var sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1L, (long) (part * count))] / 1e6;
  }
}
