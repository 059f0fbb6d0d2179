package rollcall.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import rollcall.api.Api;
import rollcall.api.Description;
import rollcall.api.Faults;
import rollcall.auth.AuthSettings;
import rollcall.auth.JwtAuthenticator;
import rollcall.auth.Principal;
import rollcall.auth.SigningSecret;
import rollcall.auth.TokenIssuer;
import rollcall.connectors.ConnectorSettings;
import rollcall.connectors.Connectors;
import rollcall.database.DatabaseSettings;
import rollcall.database.TestDatabase;
import rollcall.doors.Doors;
import rollcall.doors.Intake;
import rollcall.doors.Taken;
import rollcall.http.HttpLimits;
import rollcall.http.HttpServer;
import rollcall.http.HttpSettings;
import rollcall.imports.Import;
import rollcall.imports.ImportOptions;
import rollcall.imports.ImportProgress;
import rollcall.imports.Refusal;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxSettings;
import rollcall.observe.Observation;
import rollcall.organisations.OrganisationId;
import rollcall.sources.ActiveSources;
import rollcall.sources.SourceDirectory;

/// A whole server over a fresh database, on a free port, in this JVM. What it observes is kept.
public final class TestApp implements AutoCloseable {
  private static final Path DATA_SET = Path.of("contract/dataset.json");
  private static final AuthSettings TOKENS =
      AuthSettings.of(SigningSecret.ofText("a secret of the tests, long enough"));

  private final List<Observation> observations = new CopyOnWriteArrayList<>();
  private final TestDatabase database;
  private final JwtAuthenticator authenticator;
  private final ActiveSources sources;
  private final Optional<Inbox> inbox;
  private final HttpServer server;
  private final Optional<Connectors> connectors;

  private TestApp(
      DatabaseSettings settings,
      HttpLimits http,
      Api.Limits limits,
      Clock clock,
      Optional<ConnectorSettings> receiving) {
    database = TestDatabase.create(settings, observations::add);
    authenticator = JwtAuthenticator.open(TOKENS, Clock.systemUTC(), observations::add);
    var api =
        new Api(
            Storage.SCHEMA,
            database.database(),
            authenticator,
            new Description(() -> "{}"),
            limits,
            clock);
    sources = ActiveSources.open(directory(), Optional.empty(), observations::add);
    inbox =
        receiving.map(
            _ ->
                Inbox.open(
                    database.database(),
                    sources::directions,
                    InboxSettings.DEFAULT,
                    clock,
                    observations::add));
    Intake intake =
        inbox
            .<Intake>map(opened -> new InboxIntake(opened))
            .orElse((_, _, _, _, _, _) -> new Taken.Unavailable());
    var doors = new Doors(sources, intake, Optional.empty(), clock);
    server =
        HttpServer.start(
            new HttpSettings("127.0.0.1", 0, http),
            new Routes(Map.of(Doors.ROOT, doors), api),
            new Faults(),
            new DiscreetObserver(observations::add, doors));
    connectors =
        receiving.map(
            connections ->
                Connectors.open(
                    sources,
                    inbox.orElseThrow(),
                    database.database(),
                    connections,
                    clock,
                    observations::add));
  }

  /// A server with the default bounds.
  public static TestApp start() {
    return start(DatabaseSettings.DEFAULT, HttpLimits.DEFAULT, Api.Limits.DEFAULT);
  }

  /// A server that keeps what comes through its doors, connects to switches, and makes calls of
  /// what it hears; others have no inbox, whose work would show among what they observe.
  public static TestApp startWithInbox() {
    return startWithInbox(ConnectorSettings.DEFAULT);
  }

  /// The same with other times for its connections.
  public static TestApp startWithInbox(ConnectorSettings connections) {
    return new TestApp(
        DatabaseSettings.DEFAULT,
        HttpLimits.DEFAULT,
        Api.Limits.DEFAULT,
        Clock.systemUTC(),
        Optional.of(connections));
  }

  /// A server with other bounds.
  public static TestApp start(DatabaseSettings settings, HttpLimits http, Api.Limits limits) {
    return new TestApp(settings, http, limits, Clock.systemUTC(), Optional.empty());
  }

  /// A server with the default bounds that holds the data set of the contract.
  public static TestApp startWithDataSet() {
    return withDataSet(start());
  }

  /// The same with other bounds of the endpoints.
  public static TestApp startWithDataSet(Api.Limits limits) {
    return withDataSet(start(DatabaseSettings.DEFAULT, HttpLimits.DEFAULT, limits));
  }

  /// A server with the default bounds that holds the data set of the contract and writes down when
  /// things are by `clock`.
  public static TestApp startWithDataSet(Clock clock) {
    return withDataSet(
        new TestApp(
            DatabaseSettings.DEFAULT,
            HttpLimits.DEFAULT,
            Api.Limits.DEFAULT,
            clock,
            Optional.empty()));
  }

  private static TestApp withDataSet(TestApp app) {
    app.importDataSet();
    return app;
  }

  private void importDataSet() {
    var refusals = new ArrayList<Refusal>();
    var progress =
        new ImportProgress() {
          @Override
          public void advanced(long bytes, long totalBytes, long rows, long refused) {}

          @Override
          public void refused(Refusal refusal) {
            refusals.add(refusal);
          }
        };
    try {
      Import.run(
          database.database(), Clock.systemUTC(), List.of(DATA_SET), ImportOptions.NONE, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!refusals.isEmpty()) {
      throw new IllegalStateException(refusals.toString());
    }
  }

  /// A token for an organisation with both scopes.
  public static String token(OrganisationId organisation) {
    return token(organisation, List.of(Principal.READ, Principal.WRITE));
  }

  /// A token for an organisation.
  public static String token(OrganisationId organisation, List<String> scopes) {
    return new TokenIssuer(TOKENS, Clock.systemUTC())
        .issue(organisation, "test", scopes, Duration.ofHours(1));
  }

  /// Where it answers.
  public String url() {
    return server.url();
  }

  /// Its port.
  public int port() {
    return server.port();
  }

  /// Its database.
  public TestDatabase database() {
    return database;
  }

  /// The sources that are written down; it notices a change within two seconds.
  public SourceDirectory directory() {
    return new SourceDirectory(database.database(), Clock.systemUTC());
  }

  /// What was observed so far.
  public List<Observation> observations() {
    return observations;
  }

  @Override
  public void close() {
    connectors.ifPresent(Connectors::close);
    server.close();
    sources.close();
    inbox.ifPresent(Inbox::close);
    authenticator.close();
    database.close();
  }
}
