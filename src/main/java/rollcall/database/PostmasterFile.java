package rollcall.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What a running PostgreSQL says about itself in `postmaster.pid`. The port is 0 and the status
/// empty until it has written them.
record PostmasterFile(long pid, int port, String status) {
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /// Empty when there is no file, or none that names a process.
  static Optional<PostmasterFile> read(Path file) {
    try {
      // One byte, one character: the file holds a path in whatever encoding.
      var lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
      if (!lines[0].matches("\\d{1,18}")) {
        return Optional.empty();
      }
      var port = lines.length > PORT && lines[PORT].matches("\\d{1,5}") ? lines[PORT] : "0";
      var status = lines.length > STATUS ? lines[STATUS].strip() : "";
      return Optional.of(
          new PostmasterFile(Long.parseLong(lines[0]), Integer.parseInt(port), status));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot read " + file, e);
    }
  }

  boolean isReady() {
    return status.equals("ready") && port != 0;
  }
}
