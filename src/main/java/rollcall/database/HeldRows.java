package rollcall.database;

/// Rows that are all in memory, so that they can be read more than once.
public interface HeldRows extends Rows {
  /// Moves back to before the first row.
  void restart();
}
