package rollcall.sources;

import java.io.IOException;
import java.util.List;
import rollcall.database.Database;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.OutcomeUnknown;
import rollcall.database.SqlStatement;
import rollcall.database.StatementFailed;
import rollcall.database.StatementTimeout;
import rollcall.ingest.SourceName;
import rollcall.switches.Positions;

/// How far the tables of one source were read, as it is written down. Thread-safe.
public final class SourcePositions implements Positions {
  private final Database database;
  private final SourceName source;

  /// Those of `source` in `database`.
  public SourcePositions(Database database, SourceName source) {
    this.database = database;
    this.source = source;
  }

  @Override
  public long of(String place) throws IOException {
    try {
      return database.administer(
          session -> {
            var rows =
                session.query(
                    new SqlStatement(
                        "select position from source_positions where source = ? and place = ?",
                        List.of(source.value(), place)));
            return rows.next() ? rows.integer(0) : 0;
          });
    } catch (DatabaseUnavailable | OutcomeUnknown | StatementFailed | StatementTimeout e) {
      throw new IOException("How far it was read cannot be known now.", e);
    }
  }

  @Override
  public void move(String place, long position) throws IOException {
    try {
      database.administer(
          session ->
              session.update(
                  new SqlStatement(
                      """
                      insert into source_positions (source, place, position) values (?, ?, ?)
                        on conflict (source, place) do update set position = excluded.position
                      """,
                      List.of(source.value(), place, position))));
    } catch (DatabaseUnavailable | OutcomeUnknown | StatementFailed | StatementTimeout e) {
      throw new IOException("How far it was read cannot be written now.", e);
    }
  }
}
