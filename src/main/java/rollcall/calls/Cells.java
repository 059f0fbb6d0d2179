package rollcall.calls;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Rows;

/// The columns of one row, read from the left to the right. One thread.
final class Cells {
  private final Rows row;
  private int column;

  Cells(Rows row, int first) {
    this.row = row;
    this.column = first;
  }

  /// The next column's number, which is thereby read.
  int next() {
    return column++;
  }

  @Nullable String text() {
    var at = next();
    return row.isNull(at) ? null : row.text(at);
  }

  String someText() {
    return Objects.requireNonNull(text());
  }

  @Nullable Long integer() {
    var at = next();
    return row.isNull(at) ? null : row.integer(at);
  }

  @Nullable UUID uuid() {
    var at = next();
    return row.isNull(at) ? null : row.uuid(at);
  }

  @Nullable Instant moment() {
    var at = next();
    return row.isNull(at) ? null : row.moment(at);
  }
}
