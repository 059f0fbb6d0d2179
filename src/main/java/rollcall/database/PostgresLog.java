package rollcall.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The log files of the server: it begins a new one when one is full, we delete the oldest.
record PostgresLog(Path folder) {
  /// The pattern of the names: they sort by time.
  static final String NAMES = "postgresql-%Y%m%dT%H%M%S.log";

  private static final String FIRST_WORDS = "start.log";
  // Without it the newest log is still that of an earlier server.
  private static final String LOG_OPENED = "redirecting log output to logging collector process";
  private static final int KEPT_FILES = 5;
  private static final int TAIL_LINES = 6;

  /// A file, now empty, for what the server says before it has opened its log.
  Path newFirstWords() throws IOException {
    PrivateFiles.createFolder(folder);
    var file = folder.resolve(FIRST_WORDS);
    PrivateFiles.write(file, "");
    return file;
  }

  /// Deletes the oldest files.
  void prune() {
    try {
      var files = files();
      for (var old : files.subList(0, Math.max(0, files.size() - KEPT_FILES))) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot delete old logs in " + folder, e);
    }
  }

  /// The last lines since the server was started, on one line.
  String tail() throws IOException {
    var firstWords = folder.resolve(FIRST_WORDS);
    var lines = new ArrayList<>(lines(firstWords));
    var files = files();
    if (!files.isEmpty() && lines.stream().anyMatch(line -> line.contains(LOG_OPENED))) {
      lines.addAll(lines(files.getLast()));
    }
    return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).stream()
        .collect(Collectors.joining(" | "));
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().matches("postgresql-.*\\.log"))
          .sorted()
          .toList();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    // Any bytes may stand in a log.
    return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
  }
}
