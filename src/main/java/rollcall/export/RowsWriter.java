package rollcall.export;

import rollcall.database.Rows;

/// Writes rows in one format while they arrive, in bounded memory. What `Rows` throws goes through
/// untouched; an `IOException` of the stream comes out unchecked. The stream is neither flushed nor
/// closed. One thread.
public sealed interface RowsWriter permits CsvWriter, NdjsonWriter, ParquetWriter {
  /// Writes the row on which `row` stands.
  void write(Rows row);

  /// Passes on to the stream what can be passed on so far.
  void flush();

  /// Completes the file, which needs nothing more in most formats.
  default void end() {
    flush();
  }

  /// Writes all of `rows`, and gives how many there were.
  default long writeAll(Rows rows) {
    var written = 0L;
    while (rows.next()) {
      write(rows);
      written++;
    }
    return written;
  }
}
