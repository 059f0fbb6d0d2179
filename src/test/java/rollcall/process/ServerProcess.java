package rollcall.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import rollcall.auth.AuthSettings;
import rollcall.auth.Principal;
import rollcall.auth.SigningSecret;
import rollcall.auth.TokenIssuer;
import rollcall.database.DataFolder;
import rollcall.database.EmbeddedPostgres;
import rollcall.organisations.OrganisationId;

/// A running `rollcall serve` on a free port, and what a test does with one.
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile("Rollcall is ready at (http://\\S+)\n");

  private final PackedProgram program;
  private final Path data;
  private final String url;
  private final Duration startTime;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServerProcess(PackedProgram program, Path data, String url, Duration startTime) {
    this.program = program;
    this.data = data;
    this.url = url;
    this.startTime = startTime;
  }

  /// Starts a server over `data` with further options, and returns when it is ready.
  static ServerProcess start(Path data, String... options) throws Exception {
    return start(List.of(), data, options);
  }

  /// Starts a server under those options of the JVM.
  static ServerProcess start(List<String> javaOptions, Path data, String... options)
      throws Exception {
    var arguments = new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
    arguments.addAll(List.of(options));
    return start(javaOptions, Map.of(), data, arguments);
  }

  /// Starts the command line `arguments`, which name `data`, `--port 0`, and what else there is to
  /// say.
  public static ServerProcess start(
      List<String> javaOptions, Map<String, String> environment, Path data, List<String> arguments)
      throws Exception {
    var began = System.nanoTime();
    var program = PackedProgram.start(javaOptions, environment, arguments);
    var deadline = began + PATIENCE.toNanos();
    while (program.isAlive() && System.nanoTime() < deadline) {
      var ready = READY.matcher(program.out());
      if (ready.find()) {
        var took = Duration.ofNanos(System.nanoTime() - began);
        return new ServerProcess(program, data, ready.group(1), took);
      }
      Thread.sleep(10);
    }
    try (program) {
      throw new AssertionError("the server does not start: " + program.out() + program.err());
    }
  }

  /// Its process.
  public PackedProgram program() {
    return program;
  }

  /// Where it answers.
  public String url() {
    return url;
  }

  /// Its port.
  public int port() {
    return URI.create(url).getPort();
  }

  Duration startTime() {
    return startTime;
  }

  /// A token for an organisation, signed with the secret of the data folder.
  public String token(UUID organisation) {
    var secret = SigningSecret.inFile(data.resolve("jwt.secret"), _ -> {});
    return token(AuthSettings.of(secret), organisation);
  }

  /// A token for an organisation, judged by `settings`.
  static String token(AuthSettings settings, UUID organisation) {
    return new TokenIssuer(settings, Clock.systemUTC())
        .issue(
            new OrganisationId(organisation),
            "test",
            List.of(Principal.READ, Principal.WRITE),
            Duration.ofMinutes(10));
  }

  /// The answer to a GET.
  public HttpResponse<String> get(String target, String token) throws Exception {
    return client.send(request(target, token), HttpResponse.BodyHandlers.ofString());
  }

  /// The answer to a POST of a document under an idempotency key.
  HttpResponse<String> post(String target, String token, String body, String key) throws Exception {
    var request =
        HttpRequest.newBuilder(request(target, token), (_, _) -> true)
            .header("Content-Type", "application/vnd.api+json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /// The status of the answer to a GET.
  int status(String target, String token) throws Exception {
    return get(target, token).statusCode();
  }

  /// The request of a GET.
  HttpRequest request(String target, String token) {
    return HttpRequest.newBuilder(URI.create(url + target))
        .header("Authorization", "Bearer " + token)
        .timeout(PATIENCE)
        .build();
  }

  /// A connection of the superuser to the embedded database, beside the server.
  public Connection superuser() throws SQLException {
    var address = EmbeddedPostgres.beside(DataFolder.open(data), PATIENCE);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(address.host(), address.port(), address.database()),
        address.user(),
        address.password());
  }

  /// The URL of the embedded database, with the superuser's login.
  String databaseUrl() {
    var address = EmbeddedPostgres.beside(DataFolder.open(data), PATIENCE);
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            address.user(), address.password(), address.host(), address.port(), address.database());
  }

  /// Stops it in order.
  @Override
  public void close() throws IOException {
    client.close();
    program.close();
  }
}
