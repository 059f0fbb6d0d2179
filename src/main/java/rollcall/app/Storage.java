package rollcall.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.auth.AuthSettings;
import rollcall.auth.SigningSecret;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;
import rollcall.database.DataFolder;
import rollcall.database.Database;
import rollcall.database.DatabaseAddress;
import rollcall.database.EmbeddedPostgres;
import rollcall.database.FolderLock;
import rollcall.database.Migrations;
import rollcall.database.SchemaCheck;
import rollcall.jsonapi.schema.SchemaRegistry;
import rollcall.observe.Observer;
import rollcall.organisations.Organisations;

/// The opened, migrated database, and under it the embedded PostgreSQL when this process runs it.
/// Thread-safe.
public final class Storage implements AutoCloseable {
  /// All resources of the service.
  public static final SchemaRegistry SCHEMA =
      SchemaRegistry.of(Calls.TYPE, Conversations.TYPE, Organisations.TYPE);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Database database;
  private final List<AutoCloseable> beneath;
  private final Thread lastResort = new Thread(this::closeBeneath, "stop the database");

  private Storage(Database database, List<AutoCloseable> beneath) {
    this.database = database;
    this.beneath = beneath;
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /// Opens the database of a server. Fails with [FolderInUse] when another server, or for longer
  /// than a minute a command, works on the data folder.
  public static Storage forServer(Config config, Observer observer) {
    return open(config, FolderLock.Kind.SERVER, observer);
  }

  /// Opens the database for a command: beside a running server, or without one.
  public static Storage forCommand(Config config, Observer observer) {
    return open(config, FolderLock.Kind.COMMAND, observer);
  }

  private static Storage open(Config config, FolderLock.Kind kind, Observer observer) {
    if (config.externalDatabase().isPresent()) {
      return at(config.externalDatabase().get(), config, observer, List.of());
    }
    var folder = DataFolder.open(config.data());
    var lock = lock(folder, kind);
    if (lock.isEmpty()) {
      return at(EmbeddedPostgres.beside(folder, PATIENCE), config, observer, List.of());
    }
    var closeables = new ArrayList<AutoCloseable>(List.of(lock.get()));
    try {
      var postgres = EmbeddedPostgres.start(lock.get(), observer);
      closeables.addFirst(postgres);
      return at(postgres.address(EmbeddedPostgres.DATABASE), config, observer, closeables);
    } catch (RuntimeException e) {
      closeAll(closeables);
      throw e;
    }
  }

  /// The lock of `folder`; nothing when a server holds it beside which a command may work. Another
  /// command is waited for, since it takes the database with it when it ends.
  private static Optional<FolderLock> lock(DataFolder folder, FolderLock.Kind kind) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      switch (folder.tryLock(kind)) {
        case FolderLock.Attempt.Taken(var lock) -> {
          return Optional.of(lock);
        }
        case FolderLock.Attempt.Refused(var holder) -> {
          var byServer = holder.filter(it -> it.kind() == FolderLock.Kind.SERVER);
          if (byServer.isPresent() && kind == FolderLock.Kind.COMMAND) {
            return Optional.empty();
          }
          if (byServer.isPresent() || System.nanoTime() > deadline) {
            throw new FolderInUse(folder, holder);
          }
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the data folder", e);
    }
  }

  private static Storage at(
      DatabaseAddress address, Config config, Observer observer, List<AutoCloseable> beneath) {
    Migrations.bundled().migrate(address, observer);
    var database = Database.open(address, config.database(), observer);
    var differences = SchemaCheck.differences(database, declared());
    if (!differences.isEmpty()) {
      database.close();
      throw new IllegalStateException(
          "The tables are not those of this version: " + String.join("; ", differences));
    }
    return new Storage(database, beneath);
  }

  private static List<SchemaCheck.Table> declared() {
    return SCHEMA.types().stream()
        .map(
            type ->
                new SchemaCheck.Table(
                    type.table(), type.fields().stream().map(field -> field.name()).toList()))
        .toList();
  }

  /// How tokens are judged by a server, and made for it, that runs under `config`.
  public static AuthSettings authSettings(Config config, Observer observer) {
    var keys = config.keys();
    var secret =
        keys.secret()
            .map(SigningSecret::ofText)
            .or(
                () ->
                    keys.location().isPresent()
                        ? Optional.empty()
                        : Optional.of(
                            SigningSecret.inFile(
                                DataFolder.open(config.data()).path().resolve("jwt.secret"),
                                observer)));
    return new AuthSettings(
        secret,
        keys.location(),
        keys.issuer(),
        keys.audience(),
        keys.organisationClaim(),
        keys.leeway());
  }

  /// The database.
  public Database database() {
    return database;
  }

  /// Leaves it to the caller to close this when the process is told to end. Until then an end of
  /// the process stops the embedded PostgreSQL at once, so that it is never left behind.
  public void closeByCaller() {
    Runtime.getRuntime().removeShutdownHook(lastResort);
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      closeBeneath();
      forgetLastResort();
    }
  }

  private void forgetLastResort() {
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException processEnds) {
      // The hook runs, or ran; closing twice does nothing.
      return;
    }
  }

  private void closeBeneath() {
    closeAll(beneath);
  }

  private static void closeAll(List<AutoCloseable> closeables) {
    for (var i = 0; i < closeables.size(); i++) {
      try {
        closeables.get(i).close();
      } catch (Exception e) {
        closeAll(closeables.subList(i + 1, closeables.size()));
        throw new IllegalStateException("cannot close " + closeables.get(i), e);
      }
    }
  }
}
