package rollcall.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder that holds all that one installation keeps: the database, its password and log, the
/// unpacked PostgreSQL, secrets. Thread-safe.
public final class DataFolder {
  private final Path path;

  private DataFolder(Path path) {
    this.path = path;
  }

  /// Opens the folder; makes it, for its owner's eyes only, when it is missing. Fails with
  /// [DataFolderUnusable].
  public static DataFolder open(Path path) {
    try {
      PrivateFiles.createFolder(path.toAbsolutePath());
      var real = path.toRealPath();
      if (!Files.isWritable(real)) {
        throw new IOException("it cannot be written to by this user");
      }
      return new DataFolder(real);
    } catch (IOException e) {
      throw new DataFolderUnusable(
          "Cannot use the data folder " + path + ": " + PrivateFiles.reason(e), e);
    }
  }

  /// Where it is: absolute, without links.
  public Path path() {
    return path;
  }

  /// Tries, without waiting, to become the only one who works on this folder.
  public FolderLock.Attempt tryLock(FolderLock.Kind kind) {
    return FolderLock.attempt(this, kind);
  }

  Path lockFile() {
    return path.resolve("rollcall.lock");
  }

  Path cluster() {
    return path.resolve("postgres");
  }

  Path postmasterFile() {
    return cluster().resolve("postmaster.pid");
  }

  Path passwordFile() {
    return path.resolve("postgres.password");
  }

  Path runtimes() {
    return path.resolve("runtime");
  }

  Path logs() {
    return path.resolve("log");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
