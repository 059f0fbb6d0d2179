package rollcall.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file that the operator wrote, whole: one that has an end and is not too long.
final class WrittenFile {
  private WrittenFile() {}

  /// Why a file cannot be read: the message goes on after its name.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /// The bytes of `path`, at most `mostBytes`.
  static byte[] read(Path path, int mostBytes) throws Unreadable {
    // Whoever opens a FIFO waits until somebody writes into it.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new Unreadable("is no regular file");
    }
    try (var in = Files.newInputStream(path)) {
      var bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new Unreadable("has more than " + mostBytes + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new Unreadable("cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
