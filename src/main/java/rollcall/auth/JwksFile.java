package rollcall.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import rollcall.observe.Observer;

/// A key set in a file, read again by the requests themselves, at most once in [#CHECK_INTERVAL].
/// Thread-safe.
final class JwksFile implements KeySource {
  /// How long the keys are used before the file is looked at again.
  static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

  private final Path path;
  private final Clock clock;
  private final LoadedKeys keys;
  private final AtomicReference<Instant> lastRead;

  private JwksFile(Path path, Clock clock, Observer observer) {
    this.path = path;
    this.clock = clock;
    this.keys = new LoadedKeys(path.toString(), observer);
    this.lastRead = new AtomicReference<>(clock.instant());
  }

  /// The key set at `path`, which must hold a usable key now; later it may fail for a while.
  static JwksFile open(Path path, Clock clock, Observer observer) {
    var file = new JwksFile(path, clock, observer);
    file.read();
    if (file.keys.current().size() == 0) {
      throw new IllegalArgumentException("There is no usable key set in " + path);
    }
    return file;
  }

  @Override
  public KeySet current() {
    var last = lastRead.get();
    var now = clock.instant();
    // The absolute difference: a clock set back must not stop the reading.
    var due = Duration.between(last, now).abs().compareTo(CHECK_INTERVAL) >= 0;
    if (due && lastRead.compareAndSet(last, now)) {
      read();
    }
    return keys.current();
  }

  private void read() {
    try (var input = Files.newInputStream(path)) {
      var content = input.readNBytes(KeySetReader.MAX_BYTES + 1);
      if (content.length > KeySetReader.MAX_BYTES) {
        keys.unavailable("it is larger than " + KeySetReader.MAX_BYTES + " bytes");
      } else {
        keys.loaded(content);
      }
    } catch (IOException e) {
      keys.unavailable(e.toString());
    }
  }
}
