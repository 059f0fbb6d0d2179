package rollcall.connectors;

import java.util.concurrent.Semaphore;

/// Bounds the bytes of all messages that wait to be kept. Thread-safe.
final class WaitingBytes {
  /// The bound, if the memory of the process is eight times that at least.
  static final int MOST = 64 << 20;

  private final int all;
  private final Semaphore free;

  WaitingBytes(int all) {
    this.all = all;
    this.free = new Semaphore(all, true);
  }

  /// As many as this process can bear.
  static WaitingBytes ofProcess() {
    return new WaitingBytes((int) Math.min(MOST, Runtime.getRuntime().maxMemory() / 8));
  }

  /// Waits until there is room for `bytes`.
  void take(int bytes) throws InterruptedException {
    free.acquire(Math.min(bytes, all));
  }

  /// Gives the room for `bytes` back.
  void give(int bytes) {
    free.release(Math.min(bytes, all));
  }
}
