package rollcall.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/// Binds the values of a [SqlStatement] to the placeholders of a statement of the driver.
final class Binder {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00'", Locale.ROOT);

  private final PreparedStatement statement;

  private Binder(PreparedStatement statement) {
    this.statement = statement;
  }

  /// Binds `values` to the placeholders from `first` on, which are counted from 1.
  static void bind(PreparedStatement statement, int first, List<Object> values)
      throws SQLException {
    var binder = new Binder(statement);
    for (int i = 0; i < values.size(); i++) {
      binder.bind(first + i, values.get(i));
    }
  }

  private void bind(int at, Object value) throws SQLException {
    switch (value) {
      case String text -> statement.setString(at, text);
      case Long number -> statement.setLong(at, number);
      case Integer number -> statement.setInt(at, number);
      case Boolean truth -> statement.setBoolean(at, truth);
      case UUID uuid -> statement.setObject(at, uuid);
      case byte[] bytes -> statement.setBytes(at, bytes);
      case Instant instant ->
          statement.setObject(at, instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
      case List<?> list -> bindList(at, list);
      case SqlStatement.Null _ -> statement.setNull(at, Types.NULL);
      default ->
          throw new IllegalArgumentException("a bind cannot be of " + value.getClass().getName());
    }
  }

  private void bindList(int at, List<?> list) throws SQLException {
    var sample = list.stream().filter(Objects::nonNull).findFirst();
    if (sample.isEmpty()) {
      // Nothing says of what: an array literal without a type, which PostgreSQL infers.
      var nulls = String.join(",", Collections.nCopies(list.size(), "NULL"));
      statement.setObject(at, "{" + nulls + "}", Types.OTHER);
      return;
    }
    switch (sample.get()) {
      case String _ -> bindArray(at, "text", list.toArray(String[]::new));
      case Long _ -> bindArray(at, "int8", list.toArray(Long[]::new));
      case Integer _ -> bindArray(at, "int4", list.toArray(Integer[]::new));
      case Boolean _ -> bindArray(at, "bool", list.toArray(Boolean[]::new));
      case UUID _ -> bindArray(at, "uuid", list.toArray(UUID[]::new));
      case byte[] _ -> bindArray(at, "bytea", list.toArray(byte[][]::new));
      case Instant _ -> bindArray(at, "timestamptz", timestamps(list.toArray(Instant[]::new)));
      default ->
          throw new IllegalArgumentException(
              "a bind cannot be a list of " + sample.get().getClass().getName());
    }
  }

  private void bindArray(int at, String elementType, Object[] elements) throws SQLException {
    statement.setArray(at, statement.getConnection().createArrayOf(elementType, elements));
  }

  private static Object[] timestamps(Instant[] instants) {
    var texts = new String[instants.length];
    for (int i = 0; i < instants.length; i++) {
      if (instants[i] != null) {
        var time = instants[i].atOffset(ZoneOffset.UTC);
        // The formatter counts years of an era; PostgreSQL names only the one before Christ.
        texts[i] = TIMESTAMP.format(time) + (time.getYear() <= 0 ? " BC" : "");
      }
    }
    return texts;
  }
}
