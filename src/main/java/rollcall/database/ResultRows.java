package rollcall.database;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/// The rows of a statement of the driver, which asks the server for the next batch by itself. The
/// first run of a statement on a connection brings every column as text, later runs bring uuids,
/// numbers and times in PostgreSQL's binary form; the length tells which, as no text of a uuid or a
/// finite time is as short.
final class ResultRows implements HeldRows {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// 2000-01-01T00:00:00Z, from which PostgreSQL counts, in microseconds since 1970.
  private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

  private final ResultSet result;
  private final Cancellation cancellation;
  private final int batch;
  private long moves;

  ResultRows(ResultSet result, Cancellation cancellation, int batch) {
    this.result = result;
    this.cancellation = cancellation;
    this.batch = batch;
  }

  @Override
  public boolean next() {
    if (moves % batch == 0 && cancellation.isCancelled()) {
      throw new StatementCancelled("reading rows");
    }
    moves++;
    try {
      return result.next();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void restart() {
    try {
      result.beforeFirst();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean isNull(int column) {
    try {
      return result.getBytes(column + 1) == null;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// The driver never asks for text in binary form, and gives the bytes of the wire uncopied.
  @Override
  public byte[] textBytes(int column) {
    try {
      return result.getBytes(column + 1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public byte[] bytes(int column) {
    return textBytes(column);
  }

  @Override
  public String text(int column) {
    try {
      return result.getString(column + 1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long integer(int column) {
    try {
      return result.getLong(column + 1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean bool(int column) {
    try {
      return result.getBoolean(column + 1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public UUID uuid(int column) {
    try {
      var bytes = result.getBytes(column + 1);
      if (bytes.length != 2 * Long.BYTES) {
        return result.getObject(column + 1, UUID.class);
      }
      return new UUID((long) BIG_ENDIAN.get(bytes, 0), (long) BIG_ENDIAN.get(bytes, Long.BYTES));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long epochMicros(int column) {
    try {
      var bytes = result.getBytes(column + 1);
      if (bytes.length != Long.BYTES) {
        return epochMicros(result.getObject(column + 1, OffsetDateTime.class));
      }
      return Math.addExact((long) BIG_ENDIAN.get(bytes, 0), POSTGRES_EPOCH_MICROS);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static long epochMicros(OffsetDateTime time) {
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  private RuntimeException failed(SQLException failure) {
    return Failures.of("reading rows", failure, cancellation.isCancelled());
  }
}
