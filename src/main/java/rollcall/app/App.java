package rollcall.app;

import java.time.Clock;
import java.util.Map;
import rollcall.api.Api;
import rollcall.api.Description;
import rollcall.api.Faults;
import rollcall.auth.JwtAuthenticator;
import rollcall.calls.CallUpkeep;
import rollcall.connectors.Connectors;
import rollcall.database.Database;
import rollcall.database.FirstStatistics;
import rollcall.doors.Doors;
import rollcall.http.HttpServer;
import rollcall.inbox.Inbox;
import rollcall.jsonapi.openapi.OpenApi;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationDirectory;
import rollcall.sources.ActiveSources;
import rollcall.sources.SourceDirectory;
import rollcall.sources.SourcesFile;

/// A running server: database, authentication, inbox, sources, HTTP and connections to switches,
/// started in this order; these connections end first, and HTTP before what it needs. Thread-safe.
public final class App implements AutoCloseable {
  private static final String ABOUT =
      "Every call of a phone system is written down while it happens; this writes and reads them.";

  private final Storage storage;
  private final FirstStatistics statistics;
  private final CallUpkeep upkeep;
  private final JwtAuthenticator authenticator;
  private final Inbox inbox;
  private final ActiveSources sources;
  private final HttpServer server;
  private final Connectors connectors;

  private App(
      Storage storage,
      FirstStatistics statistics,
      CallUpkeep upkeep,
      JwtAuthenticator authenticator,
      Inbox inbox,
      ActiveSources sources,
      HttpServer server,
      Connectors connectors) {
    this.storage = storage;
    this.statistics = statistics;
    this.upkeep = upkeep;
    this.authenticator = authenticator;
    this.inbox = inbox;
    this.sources = sources;
    this.server = server;
    this.connectors = connectors;
  }

  /// Starts a server over `storage`, which it closes when it stops; it answers when this returns.
  public static App start(
      Config config, Storage storage, String version, Clock clock, Observer observer) {
    var settings = Storage.authSettings(config, observer);
    var sources = sources(config, storage.database(), clock, observer);
    var authenticator = JwtAuthenticator.open(settings, clock, observer);
    var inbox =
        Inbox.open(storage.database(), sources::directions, config.inbox(), clock, observer);
    var statistics = FirstStatistics.gather(storage.database(), observer);
    var upkeep = CallUpkeep.start(storage.database(), clock, observer);
    try {
      var doors = new Doors(sources, new InboxIntake(inbox), config.publicUrl(), clock);
      var handler =
          new Routes(
              Map.of(Doors.ROOT, doors),
              api(config, storage.database(), authenticator, version, clock));
      var server =
          HttpServer.start(
              config.http(), handler, new Faults(), new DiscreetObserver(observer, doors));
      var connectors =
          Connectors.open(sources, inbox, storage.database(), config.connectors(), clock, observer);
      return new App(
          storage, statistics, upkeep, authenticator, inbox, sources, server, connectors);
    } catch (RuntimeException e) {
      upkeep.close();
      statistics.close();
      sources.close();
      inbox.close();
      authenticator.close();
      throw e;
    }
  }

  private static ActiveSources sources(
      Config config, Database database, Clock clock, Observer observer) {
    var directory = new SourceDirectory(database, clock);
    var file =
        config
            .sources()
            .map(path -> new SourcesFile(path, directory, new OrganisationDirectory(database)));
    // A file that is wrong from the beginning is somebody's mistake of this moment.
    file.ifPresent(SourcesFile::apply);
    return ActiveSources.open(directory, file, observer);
  }

  private static Api api(
      Config config,
      Database database,
      JwtAuthenticator authenticator,
      String version,
      Clock clock) {
    var description =
        new Description(
            () ->
                OpenApi.document(
                    Storage.SCHEMA,
                    new OpenApi.Writing(Api.WRITABLE, Api.MOST_OPERATIONS),
                    new OpenApi.Summary("Rollcall", version, ABOUT)));
    return new Api(Storage.SCHEMA, database, authenticator, description, config.api(), clock);
  }

  /// Where it answers: `http://127.0.0.1:4000`.
  public String url() {
    return server.url();
  }

  /// Its database.
  public Database database() {
    return storage.database();
  }

  /// Lets answers under way end, within the configured time, and stops everything.
  @Override
  public void close() {
    try (storage;
        statistics;
        upkeep;
        authenticator;
        inbox;
        sources;
        server) {
      connectors.close();
    }
  }
}
