package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.auth.AuthSettings;
import rollcall.auth.SigningSecret;

/// A server among other processes: what it may be told, whom it stands in the way of, how it stops
/// and what it survives. The tests share one data folder, and each leaves a server running on it.
final class ServerProcessIT {
  private static final UUID ACME = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
  private static final UUID MANY = UUID.fromString("0de00000-0000-4000-8000-000000000020");
  private static final int MANY_CALLS = 60_000;
  private static final int IMPORTED_CALLS = 30_000;
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static ServerProcess server;
  private static String token;

  @BeforeAll
  static void importAndServe() throws Exception {
    Files.writeString(
        config(),
        """
        data = %s
        port = 0
        sort-terms = 9
        list-items = 3
        """
            .formatted(data()));
    var imported =
        PackedProgram.run("import", ContractRun.DATASET, "--config", config().toString());
    assertThat(imported.code()).as(imported.err()).isZero();
    server = serve();
    System.out.println("A later start takes " + server.startTime().toMillis() + " ms");
    token = server.token(ACME);
    try (var superuser = server.superuser()) {
      ManyCalls.add(superuser, MANY, MANY_CALLS, 1);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Path data() {
    return folder.resolve("data");
  }

  private static Path config() {
    return folder.resolve("rollcall.properties");
  }

  private static ServerProcess serve() throws Exception {
    return ServerProcess.start(
        List.of(),
        Map.of("ROLLCALL_SORT_TERMS", "2"),
        data(),
        List.of("serve", "--config", config().toString()));
  }

  @Test
  void saysOneLineAndKeepsItsFilesToItself() throws Exception {
    assertThat(server.program().out()).isEqualTo("Rollcall is ready at " + server.url() + "\n");
    assertThat(server.url()).matches("http://127\\.0\\.0\\.1:\\d+");
    assertThat(permissions("")).isEqualTo("rwx------");
    assertThat(permissions("jwt.secret")).isEqualTo("rw-------");
    assertThat(permissions("postgres.password")).isEqualTo("rw-------");
    assertThat(permissions("postgres")).isEqualTo("rwx------");
  }

  private static String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(file)));
  }

  @Test
  void takesOptionsFromTheEnvironmentBeforeTheFile() throws Exception {
    assertThat(server.status("/api/calls?sort=status,direction", token)).isEqualTo(200);
    assertThat(server.status("/api/calls?sort=status,direction,id", token)).isEqualTo(400);

    var list = "/api/calls?filter[status][in][]=busy&filter[status][in][]=failed";
    assertThat(server.status(list + "&filter[status][in][]=ringing", token)).isEqualTo(200);
    assertThat(
            server.status(
                list + "&filter[status][in][]=ringing&filter[status][in][]=answered", token))
        .isEqualTo(400);
  }

  @Test
  void refusesAFileThatSetsWhatIsNoOption() throws Exception {
    var wrong = Files.writeString(folder.resolve("wrong.properties"), "prot = 4000\n");

    requireRefusal(
        2,
        "sets what is no option: prot.",
        PackedProgram.run("serve", "--config", wrong.toString()));
  }

  @Test
  void refusesASecondServerOnItsData() throws Exception {
    var second = PackedProgram.run("serve", "--config", config().toString());

    requireRefusal(3, "Another Rollcall server (process " + server.program().pid() + ")", second);
    assertThat(server.status("/api/calls", token)).isEqualTo(200);
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    var login = Map.of("ROLLCALL_DATABASE_URL", server.databaseUrl());
    var port = Integer.toString(server.port());

    requireRefusal(
        3,
        "Cannot listen on 127.0.0.1:" + port + " (Address already in use); choose another port",
        PackedProgram.run(login, "serve", "--port", port, "--data", other()));
  }

  @Test
  void letsOthersInOnlyWhenToldWhoseTokensAreGood() throws Exception {
    requireRefusal(
        2,
        "say whose tokens are good",
        PackedProgram.run("serve", "--host", "0.0.0.0", "--port", "0", "--data", other()));

    var secret = "a secret that an operator chose himself";
    var environment =
        Map.of("ROLLCALL_JWT_SECRET", secret, "ROLLCALL_DATABASE_URL", server.databaseUrl());
    var arguments = List.of("serve", "--host", "0.0.0.0", "--port", "0", "--data", other());
    try (var open =
        ServerProcess.start(List.of(), environment, folder.resolve("other"), arguments)) {
      var good = ServerProcess.token(AuthSettings.of(SigningSecret.ofText(secret)), ACME);
      assertThat(open.status("/api/calls", good)).isEqualTo(200);
      assertThat(open.status("/api/calls", token)).isEqualTo(401);
    }
  }

  @Test
  void refusesASecretThatIsTooShort() throws Exception {
    var short31 = Map.of("ROLLCALL_JWT_SECRET", "x".repeat(31));

    requireRefusal(
        2,
        "The signing secret has 31 bytes",
        PackedProgram.run(short31, "serve", "--port", "0", "--data", other() + "-unused"));
    assertThat(Path.of(other() + "-unused")).doesNotExist();
  }

  private static String other() {
    return folder.resolve("other").toString();
  }

  private static void requireRefusal(int code, String reason, PackedProgram.Ended ran) {
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("rollcall: ", reason).hasLineCount(1);
  }

  @Test
  void finishesTheAnswerUnderWayWhenToldToStop() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = server.request("/api/calls", server.token(MANY));
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());

      server.program().terminate();
      Thread.sleep(500);
      assertThatThrownBy(() -> server.status("/healthz", token))
          .isInstanceOf(ConnectException.class);
      ListReading.of(answer.body(), System.nanoTime()).requireWhole(MANY_CALLS, 0);
    }

    var ended = server.program().ended();
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).contains("PostgreSQL stopped").doesNotContain("ERROR", "WARN");
    server.close();
    server = serve();
  }

  @Test
  void isAliveButNotReadyWhileItsDatabaseIsAway() throws Exception {
    var login = Map.of("ROLLCALL_DATABASE_URL", server.databaseUrl());
    var arguments =
        List.of("serve", "--port", "0", "--connection-wait", "500ms", "--data", data().toString());
    try (var reader = ServerProcess.start(List.of(), login, data(), arguments)) {
      assertThat(reader.status("/readyz", "")).isEqualTo(200);
      assertThat(reader.status("/api/calls", token)).isEqualTo(200);

      server.close();

      assertThat(reader.status("/healthz", "")).isEqualTo(200);
      assertThat(reader.status("/readyz", "")).isEqualTo(503);
      var answer = reader.get("/api/calls", token);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
    server = serve();
  }

  @Test
  void bringsItsDatabaseBackWhenThatIsKilled() throws Exception {
    var killed = postmaster();
    killed.destroyForcibly();
    killed.onExit().join();

    var began = System.nanoTime();
    var answered = 0;
    var refused = 0;
    while (answered < 5 && System.nanoTime() - began < RECOVERY.toNanos()) {
      assertThat(server.status("/healthz", "")).isEqualTo(200);
      var status = server.status("/api/calls", token);
      assertThat(status).isIn(200, 503);
      answered = status == 200 ? answered + 1 : 0;
      refused += status == 503 ? 1 : 0;
      Thread.sleep(20);
    }
    assertThat(answered).isEqualTo(5);
    assertThat(postmaster()).isNotEqualTo(killed);
    assertThat(server.status("/readyz", "")).isEqualTo(200);
    System.out.printf(
        "Back %d ms after the database was killed, %d requests refused meanwhile%n",
        millisSince(began), refused);
  }

  private static ProcessHandle postmaster() throws IOException {
    var file = Files.readAllLines(data().resolve("postgres/postmaster.pid"));
    return ProcessHandle.of(Long.parseLong(file.getFirst())).orElseThrow();
  }

  @Test
  void losesNothingAcknowledgedWhenItIsKilledDuringAnImport() throws Exception {
    var before = calls("organisation_id <> '" + ACME + "' or call_source <> 'crash'");
    var file = crashCalls();
    try (var importing = importOf(file)) {
      while (calls("call_source = 'crash'") < 1_000) {
        assertThat(importing.isAlive()).as(importing.err()).isTrue();
        Thread.sleep(10);
      }
      var kept = PackedProgram.run("organisation", "create", "Kept", "--data", data().toString());
      var acknowledged = calls("call_source = 'crash'");
      try (var killed = server) {
        killed.program().kill();
        importing.kill();

        server = serve();
      }
      System.out.println("A start after kill -9 takes " + server.startTime().toMillis() + " ms");

      var organisations =
          PackedProgram.run("organisation", "list", "--data", data().toString()).out();
      assertThat(organisations).contains(kept.out().strip() + "  Kept\n");
      assertThat(calls("call_source = 'crash'")).isBetween(acknowledged, IMPORTED_CALLS);
    }

    var began = System.nanoTime();
    try (var again = importOf(file)) {
      assertThat(again.ended().code()).isZero();
      assertThat(again.out()).contains("%,d read".formatted(IMPORTED_CALLS), " 0 refused");
    }
    System.out.printf("%,d calls imported in %d ms%n", IMPORTED_CALLS, millisSince(began));
    assertThat(calls("call_source = 'crash'")).isEqualTo(IMPORTED_CALLS);
    assertThat(calls("organisation_id <> '" + ACME + "' or call_source <> 'crash'"))
        .isEqualTo(before);
  }

  private static Path crashCalls() throws IOException {
    var lines =
        IntStream.range(0, IMPORTED_CALLS)
            .mapToObj(
                i ->
                    """
                    {"call_source":"crash","call_uuid":"%d","direction":"inbound",\
                    "from_number":"1","to_number":"2","started_at":"2025-01-01T00:00:00Z"}
                    """
                        .formatted(i))
            .collect(Collectors.joining());
    return Files.writeString(folder.resolve("crash.jsonl"), lines);
  }

  private static PackedProgram importOf(Path file) throws IOException {
    return PackedProgram.start(
        List.of(),
        Map.of("ROLLCALL_CONFIG", config().toString()),
        List.of("import", file.toString(), "--organisation", ACME.toString()));
  }

  private static int calls(String condition) throws SQLException {
    try (var connection = server.superuser();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from calls where " + condition)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static long millisSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }
}
