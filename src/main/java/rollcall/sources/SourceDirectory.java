package rollcall.sources;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rollcall.database.Database;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// The sources that are written down, whosever they are: for the operator's commands and the view
/// of the server, never for a request. Thread-safe.
public final class SourceDirectory {
  private static final String COLUMNS =
      "name, organisation, type, role, secret_file, address, user_name, spool, database_url,"
          + " rpc_url, directions";

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
            text(row, 9),
            text(row, 10)
                .map(lines -> DirectionRules.parse(lines.lines().toList()))
                .orElse(DirectionRules.NONE)));
  }

  private static Optional<String> text(Rows row, int column) {
    return row.isNull(column) ? Optional.empty() : Optional.of(row.text(column));
  }

  /// Adds `source`; false when there is one of that name, which stays as it was.
  public boolean add(Source source) {
    return database.administer(session -> add(session, source, false));
  }

  private boolean add(Session session, Source source, boolean inFile) {
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
            orNull(
                Optional.of(String.join("\n", settings.directions().texts()))
                    .filter(lines -> !lines.isEmpty())),
            clock.instant(),
            inFile);
    var insert =
        "insert into sources ("
            + COLUMNS
            + ", inserted_at, in_file) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (name) do nothing";
    return session.update(new SqlStatement(insert, binds)) == 1;
  }

  /// Makes `sources` those that are in the file, instead of those that were; gives the names that
  /// were added by command, when nothing is changed.
  List<String> follow(List<Source> sources) {
    return database.administer(
        session -> {
          var names = sources.stream().map(source -> source.name().value()).toList();
          var taken = taken(session, names);
          if (taken.isEmpty()) {
            session.update(new SqlStatement("delete from sources where in_file", List.of()));
            sources.forEach(source -> add(session, source, true));
          }
          return taken;
        });
  }

  private static List<String> taken(Session session, List<String> names) {
    var rows =
        session.query(
            new SqlStatement(
                "select name from sources where not in_file and name = any(?) order by name",
                List.of(names)));
    var taken = new ArrayList<String>();
    while (rows.next()) {
      taken.add(rows.text(0));
    }
    return taken;
  }

  private static Object orNull(Optional<String> value) {
    return value.isPresent() ? value.get() : SqlStatement.NULL;
  }

  /// Whether the source of that name is set in a file of sources, which alone changes it.
  public boolean isInFile(SourceName name) {
    return database.administer(
        session ->
            session
                .query(
                    new SqlStatement(
                        "select name from sources where in_file and name = ?",
                        List.of(name.value())))
                .next());
  }

  /// Removes the source of that name and how far its tables were read, not its calls; false when
  /// there is none, or it is set in a file of sources.
  public boolean remove(SourceName name) {
    return remove(name, "not in_file");
  }

  /// The same for a source that a file of sources has set, which no server reads any more.
  public boolean removeLeftOver(SourceName name) {
    return remove(name, "in_file");
  }

  private boolean remove(SourceName name, String which) {
    var binds = List.<Object>of(name.value());
    return database.administer(
        session -> {
          var isRemoved =
              session.update(
                      new SqlStatement("delete from sources where name = ? and " + which, binds))
                  == 1;
          if (isRemoved) {
            session.update(
                new SqlStatement("delete from source_positions where source = ?", binds));
          }
          return isRemoved;
        });
  }
}
