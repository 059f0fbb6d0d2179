package rollcall.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import rollcall.database.DatabaseAddress;
import rollcall.database.PostgresUrl;

/// The option that names the database of an installation. One thread.
final class DatabaseOption {
  /// Its name, where a command does not use that for something else.
  static final String NAME = "--database-url";

  @Option(
      names = NAME,
      paramLabel = "URL",
      description =
          "PostgreSQL 14 or newer to use instead of the embedded one:"
              + " postgresql://user:password@host/database.")
  private Optional<String> url = Optional.empty();

  /// The PostgreSQL to use instead of the embedded one.
  Optional<DatabaseAddress> address() {
    return url.map(DatabaseOption::parse);
  }

  static DatabaseAddress parse(String url) {
    try {
      return PostgresUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw new UsageFault(String.valueOf(e.getMessage()));
    }
  }
}
