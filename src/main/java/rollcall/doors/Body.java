package rollcall.doors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import rollcall.http.Request;
import rollcall.http.RequestRejected;
import rollcall.ingest.Delivery;

/// The body of a request, bounded, and its share of the memory that all bodies have, which it holds
/// until it is closed. One thread.
final class Body implements AutoCloseable {
  /// What every body may have without a share of the memory of all: the room that it is read into,
  /// and more than a message of a call needs. So whoever fills that memory keeps no such message
  /// out. How many bodies are under way is bounded by the server's connections.
  static final int FREE_BYTES = 16 * 1024;

  private static final int CHUNK = FREE_BYTES;

  private final Request request;
  private final Semaphore chunks;
  private int held;
  private byte @Nullable [] whole;

  private Body(Request request, Semaphore chunks) {
    this.request = request;
    this.chunks = chunks;
  }

  /// The memory of the bodies that are under way at once at some doors. Thread-safe.
  static final class Memory {
    private final Semaphore chunks;

    /// As much as `bytes`.
    Memory(int bytes) {
      this.chunks = new Semaphore(bytes / CHUNK);
    }

    /// The body of `request`, which takes memory while it is read.
    Body of(Request request) {
      return new Body(request, chunks);
    }
  }

  /// The bytes, the same each time. Fails with [RequestRejected] when they are too many, or too
  /// many are under way.
  byte[] read() {
    var known = whole;
    if (known != null) {
      return known;
    }
    var read = receive();
    whole = read;
    return read;
  }

  private byte[] receive() {
    var bytes = new byte[FREE_BYTES];
    var length = 0;
    try (var in = request.body()) {
      for (var count = 0; count >= 0; count = in.read(bytes, length, bytes.length - length)) {
        length += count;
        if (length > Delivery.MOST_BYTES) {
          throw new RequestRejected(
              413, "The body is longer than " + Delivery.MOST_BYTES + " bytes.");
        }
        if (length == bytes.length) {
          var room = Math.min(2 * length, Delivery.MOST_BYTES + 1);
          hold(room - FREE_BYTES);
          bytes = Arrays.copyOf(bytes, room);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(bytes, length);
  }

  private void hold(int bytes) {
    while (held * CHUNK < bytes) {
      if (!chunks.tryAcquire()) {
        throw new RequestRejected(503, "Too much arrives at once; send this again.");
      }
      held++;
    }
  }

  @Override
  public void close() {
    chunks.release(held);
    held = 0;
  }
}
