package rollcall.database;

/// The data folder cannot be used; the message says why, for a human.
public final class DataFolderUnusable extends RuntimeException {
  DataFolderUnusable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
