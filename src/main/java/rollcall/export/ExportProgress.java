package rollcall.export;

/// Is told how far an export has come, by one thread after the other.
public interface ExportProgress {
  /// The file goes on behind `rows` rows that an export before this one wrote.
  void resumed(long rows);

  /// Of `total` rows, `rows` are written, those of an export before this one among them.
  void advanced(long rows, long total);
}
