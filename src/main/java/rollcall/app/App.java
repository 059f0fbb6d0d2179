package rollcall.app;

import java.time.Clock;
import rollcall.api.Api;
import rollcall.api.Faults;
import rollcall.auth.JwtAuthenticator;
import rollcall.database.Database;
import rollcall.http.HttpServer;
import rollcall.jsonapi.openapi.OpenApi;
import rollcall.observe.Observer;

/// A running server: database, authentication and HTTP, started in this order and stopped in the
/// other. Thread-safe.
public final class App implements AutoCloseable {
  private static final String ABOUT =
      "Every call of a phone system is written down while it happens; this writes and reads them.";

  private final Storage storage;
  private final JwtAuthenticator authenticator;
  private final HttpServer server;

  private App(Storage storage, JwtAuthenticator authenticator, HttpServer server) {
    this.storage = storage;
    this.authenticator = authenticator;
    this.server = server;
  }

  /// Starts a server over `storage`, which it closes when it stops; it answers when this returns.
  public static App start(
      Config config, Storage storage, String version, Clock clock, Observer observer) {
    var settings = Storage.authSettings(config, observer);
    var authenticator = JwtAuthenticator.open(settings, clock, observer);
    try {
      var openApi =
          OpenApi.document(
              Storage.SCHEMA,
              new OpenApi.Writing(Api.WRITABLE, Api.MOST_OPERATIONS),
              new OpenApi.Summary("Rollcall", version, ABOUT));
      var api =
          new Api(Storage.SCHEMA, storage.database(), authenticator, openApi, config.api(), clock);
      var server = HttpServer.start(config.http(), api, new Faults(), observer);
      return new App(storage, authenticator, server);
    } catch (RuntimeException e) {
      authenticator.close();
      throw e;
    }
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
        authenticator) {
      server.close();
    }
  }
}
