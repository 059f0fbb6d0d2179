package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import rollcall.database.Rows;

/// Rows from memory, in place of the database.
public final class FakeRows implements Rows {
  private final List<List<Object>> rows;
  private int at = -1;

  private FakeRows(List<List<Object>> rows) {
    this.rows = rows;
  }

  /// The rows in that order.
  @SafeVarargs
  @SuppressWarnings("varargs") // They are only read.
  public static FakeRows of(List<Object>... rows) {
    return new FakeRows(Arrays.asList(rows));
  }

  /// A row of those values.
  public static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  @Override
  public boolean next() {
    at++;
    return at < rows.size();
  }

  @Override
  public boolean isNull(int column) {
    return rows.get(at).get(column) == null;
  }

  @Override
  public byte[] textBytes(int column) {
    return text(column).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] bytes(int column) {
    return (byte[]) rows.get(at).get(column);
  }

  @Override
  public String text(int column) {
    return (String) rows.get(at).get(column);
  }

  @Override
  public long integer(int column) {
    return (Long) rows.get(at).get(column);
  }

  @Override
  public boolean bool(int column) {
    return (Boolean) rows.get(at).get(column);
  }

  @Override
  public UUID uuid(int column) {
    return (UUID) rows.get(at).get(column);
  }

  @Override
  public long epochMicros(int column) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) rows.get(at).get(column));
  }
}
