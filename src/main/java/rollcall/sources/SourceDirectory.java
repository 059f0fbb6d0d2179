package rollcall.sources;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rollcall.database.Database;
import rollcall.database.Rows;
import rollcall.database.SqlStatement;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// The sources that are written down, whosever they are: for the operator's commands and the view
/// of the server, never for a request. Thread-safe.
public final class SourceDirectory {
  private static final String COLUMNS =
      "name, organisation, type, role, secret_file, address, user_name, spool, database_url,"
          + " rpc_url";

  private final Database database;
  private final Clock clock;

  /// The sources of `database`; `clock` says when one is added.
  public SourceDirectory(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// All sources, by name.
  public List<Source> list() {
    return select(new SqlStatement("select " + COLUMNS + " from sources order by name", List.of()));
  }

  /// The source of that name.
  public Optional<Source> find(SourceName name) {
    return select(
            new SqlStatement(
                "select " + COLUMNS + " from sources where name = ?", List.of(name.value())))
        .stream()
        .findFirst();
  }

  private List<Source> select(SqlStatement query) {
    return database.administer(
        session -> {
          var rows = session.query(query);
          var sources = new ArrayList<Source>();
          while (rows.next()) {
            sources.add(source(rows));
          }
          return List.copyOf(sources);
        });
  }

  private static Source source(Rows row) {
    return new Source(
        new SourceName(row.text(0)),
        new OrganisationId(row.uuid(1)),
        SourceType.valueOf(row.text(2).toUpperCase(Locale.ROOT)),
        Role.valueOf(row.text(3).toUpperCase(Locale.ROOT)),
        new Source.Settings(
            text(row, 4).map(Path::of),
            text(row, 5),
            text(row, 6),
            text(row, 7).map(Path::of),
            text(row, 8),
            text(row, 9)));
  }

  private static Optional<String> text(Rows row, int column) {
    return row.isNull(column) ? Optional.empty() : Optional.of(row.text(column));
  }

  /// Adds `source`; false when there is one of that name, which stays as it was.
  public boolean add(Source source) {
    var settings = source.settings();
    var binds =
        List.of(
            source.name().value(),
            source.organisation().value(),
            source.type().word(),
            source.role().word(),
            orNull(settings.secretFile().map(Path::toString)),
            orNull(settings.address()),
            orNull(settings.user()),
            orNull(settings.spool().map(Path::toString)),
            orNull(settings.databaseUrl()),
            orNull(settings.rpcUrl()),
            clock.instant());
    var insert =
        "insert into sources ("
            + COLUMNS
            + ", inserted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (name) do nothing";
    return database.administer(session -> session.update(new SqlStatement(insert, binds))) == 1;
  }

  private static Object orNull(Optional<String> value) {
    return value.isPresent() ? value.get() : SqlStatement.NULL;
  }

  /// Removes the source of that name, not its calls; false when there is none.
  public boolean remove(SourceName name) {
    var delete = new SqlStatement("delete from sources where name = ?", List.of(name.value()));
    return database.administer(session -> session.update(delete)) == 1;
  }
}
