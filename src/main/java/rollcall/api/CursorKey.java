package rollcall.api;

import java.util.List;
import rollcall.database.Database;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.plan.Cursors;

/// The key of cursors that all servers of a database share, made when its tables were.
final class CursorKey {
  private CursorKey() {}

  /// The cursors of `database`.
  static Cursors of(Database database) {
    return database.administer(
        owner -> {
          var rows = owner.query(new SqlStatement("select key from cursor_key", List.of()));
          if (!rows.next()) {
            throw new IllegalStateException("The table cursor_key is empty.");
          }
          return new Cursors(rows.bytes(0).clone());
        });
  }
}
