package rollcall.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import rollcall.api.Api;
import rollcall.app.Config;
import rollcall.app.Storage;
import rollcall.connectors.ConnectorSettings;
import rollcall.database.DatabaseAddress;
import rollcall.database.DatabaseSettings;
import rollcall.http.HttpLimits;
import rollcall.http.HttpSettings;
import rollcall.inbox.InboxSettings;
import rollcall.observe.Log;
import rollcall.observe.Observer;

/// What the commands that work on an installation, beside its server or without one, have in
/// common. One thread.
final class InstallationCommand {
  private static final int CONNECTIONS = 2;

  /// Nobody waits for a command as for an answer, and a batch must not fail because a disk is slow.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Mixin private InstallationOptions options = new InstallationOptions();

  @Mixin private DatabaseOption database = new DatabaseOption();

  private final Observer observer = Log.ofCommand();

  /// The configuration as far as a command needs it.
  Config config() {
    return config(options, database.address());
  }

  /// The same for other options.
  static Config config(InstallationOptions options, Optional<DatabaseAddress> database) {
    return new Config(
        options.data(),
        database,
        options.keys(),
        new HttpSettings("127.0.0.1", 0, HttpLimits.DEFAULT),
        DatabaseSettings.DEFAULT
            .withPoolSize(CONNECTIONS)
            .withStatementTimeout(PATIENCE)
            .withIdleInTransactionTimeout(PATIENCE),
        Api.Limits.DEFAULT,
        InboxSettings.DEFAULT,
        ConnectorSettings.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  /// The database of the installation; to be closed.
  Storage open() {
    return Storage.forCommand(config(), observer);
  }

  Observer observer() {
    return observer;
  }
}
