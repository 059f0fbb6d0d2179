package rollcall.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The server that a killed Rollcall left running on the same folder: it is stopped, never adopted,
/// since nobody knows its settings or who holds its connections.
final class StrayPostgres {
  private StrayPostgres() {}

  /// Leaves the folder without a server. Only its lock's holder may call this.
  static void remove(DataFolder folder, PostgresCommand command) throws InterruptedException {
    var file = PostmasterFile.read(folder.postmasterFile());
    var process = file.flatMap(f -> ProcessHandle.of(f.pid()));
    if (process.isPresent() && serves(process.get(), folder.cluster())) {
      PostgresShutdown.stop(process.get(), command);
      return;
    }
    if (file.isEmpty() || process.isPresent()) {
      forget(folder.postmasterFile());
    }
  }

  /// PostgreSQL sees through a file whose process has ended, but not through one that is empty
  /// after a power cut or whose number another program has got since. Its shared memory still
  /// guards the cluster when we are wrong.
  private static void forget(Path postmasterFile) {
    try {
      Files.deleteIfExists(postmasterFile);
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot delete the stale " + postmasterFile, e);
    }
  }

  private static boolean serves(ProcessHandle process, Path cluster) {
    var isPostgres =
        process
            .info()
            .command()
            .map(c -> Path.of(c).getFileName().toString())
            .filter(name -> name.startsWith("postgres"))
            .isPresent();
    return isPostgres && (worksIn(process, cluster) || isTold(process, cluster));
  }

  /// A postmaster works in its cluster; Linux tells, even when the folder was moved since.
  private static boolean worksIn(ProcessHandle process, Path cluster) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), cluster);
    } catch (IOException _) {
      // No /proc here, or another user's process: not ours.
      return false;
    }
  }

  private static boolean isTold(ProcessHandle process, Path cluster) {
    var arguments = List.of(process.info().arguments().orElse(new String[0]));
    var at = arguments.indexOf("-D");
    return at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equals(cluster.toString());
  }
}
