package rollcall.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// A cursor over the rows of one statement, before the first row at the start. Columns are counted
/// from 0. One thread. Reading fails with [DatabaseUnavailable] when the server is lost and with
/// [StatementTimeout] when it was too slow.
public interface Rows {
  /// Moves to the next row; false after the last.
  boolean next();

  /// Whether the column of this row is null.
  boolean isNull(int column);

  /// The column, a `text`, as its UTF-8 bytes; the caller does not change them.
  byte[] textBytes(int column);

  /// The column, a `bytea`; the caller does not change it.
  byte[] bytes(int column);

  /// The column, a `text`.
  String text(int column);

  /// The column, a `bigint`, `integer` or `smallint`.
  long integer(int column);

  /// The column, a `boolean`.
  boolean bool(int column);

  /// The column, a `uuid`.
  UUID uuid(int column);

  /// The column, a `timestamptz`, in microseconds since 1970-01-01T00:00:00Z.
  long epochMicros(int column);

  /// The same as a moment.
  default Instant moment(int column) {
    return Instant.EPOCH.plus(epochMicros(column), ChronoUnit.MICROS);
  }
}
