package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The list of an organisation with a million calls, from a server with 256 MB of heap.
final class WholeListIT {
  private static final int CALLS = 1_000_000;
  private static final int CONVERSATIONS = 100_000;
  private static final UUID ORGANISATION = UUID.fromString("0de00000-0000-4000-8000-000000000010");
  private static final Duration FIRST_BYTE = Duration.ofSeconds(1);
  private static final Duration LEAVING = Duration.ofSeconds(2);
  private static final int SLOW_BYTES = 100_000;

  /// Heap, code, classes and the buffers of connections.
  private static final int MOST_RESIDENT_MEGABYTES = 512;

  @TempDir static Path data;
  private static ServerProcess server;
  private static Connection superuser;
  private static String token;

  @BeforeAll
  static void fill() throws Exception {
    server = ServerProcess.start(List.of("-Xmx256m"), data, "--statement-timeout", "60s");
    superuser = server.superuser();
    var began = System.nanoTime();
    ManyCalls.add(superuser, ORGANISATION, CALLS, CONVERSATIONS);
    System.out.printf("%,d calls made in %d ms%n", CALLS, millisSince(began));
    token = server.token(ORGANISATION);
    // The first request of a JVM pays for its classes.
    var few = "/api/calls?include=conversation&filter[call_uuid]=call-7";
    assertThat(server.status(few, token)).isEqualTo(200);
  }

  @AfterAll
  static void stop() throws Exception {
    superuser.close();
    server.close();
  }

  @Test
  void everyCallArrivesInOneAnswer() throws Exception {
    var reading = read("/api/calls");

    reading.requireWhole(CALLS, 0);
    assertThat(reading.firstByte()).isLessThan(FIRST_BYTE);
    requireModestMemory();
  }

  @Test
  void everyCallArrivesWithItsConversation() throws Exception {
    var reading = read("/api/calls?include=conversation");

    reading.requireWhole(CALLS, CONVERSATIONS);
    assertThat(reading.firstByte()).isLessThan(FIRST_BYTE);
    requireModestMemory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "ndjson", "parquet"})
  void everyCallArrivesAsAFile(String format) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = server.request("/api/calls?format=" + format, token);
      var began = System.nanoTime();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      var read = Lines.of(answer.body());
      System.out.printf(
          "%s: %,d bytes in %d ms, %s%n", format, read.bytes(), millisSince(began), memory());
      if (!format.equals("parquet")) {
        assertThat(read.lines()).isEqualTo(CALLS + (format.equals("csv") ? 1 : 0));
      }
    }
    requireModestMemory();
  }

  /// How long a file is.
  private record Lines(long lines, long bytes) {
    static Lines of(InputStream in) throws IOException {
      var buffer = new byte[64 * 1024];
      var lines = 0L;
      var bytes = 0L;
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        for (var i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
      return new Lines(lines, bytes);
    }
  }

  @Test
  void anExportThatWasKilledGoesOnAndEndsWithTheSameBytes() throws Exception {
    var file = data.resolveSibling(data.getFileName() + ".csv");
    var command =
        List.of(
            "export",
            file.toString(),
            "--organisation",
            ORGANISATION.toString(),
            "--data",
            data.toString());
    try (var exporting = PackedProgram.start(List.of("-Xmx64m"), Map.of(), command)) {
      var state = file.resolveSibling(file.getFileName() + ".part.state");
      while (exporting.isAlive() && !holdsRows(state)) {
        Thread.sleep(10);
      }
      exporting.kill();
    }
    assertThat(file).doesNotExist();
    try (var again = PackedProgram.start(List.of("-Xmx64m"), Map.of(), command)) {
      var ended = again.ended();
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("Going on behind");
    }
    try (var client = HttpClient.newHttpClient()) {
      var request = server.request("/api/calls?format=csv", token);
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var whole = answer.body();
          var exported = Files.newInputStream(file)) {
        assertThat(exported).hasSameContentAs(whole);
      }
    }
    Files.delete(file);
  }

  /// Whether an export has said by `state` that it can go on behind some rows.
  private static boolean holdsRows(Path state) throws IOException {
    return Files.exists(state) && !Files.readString(state).contains("\nrows=0\n");
  }

  private static ListReading read(String target) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = server.request(target, token);
      var began = System.nanoTime();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      var reading = ListReading.of(answer.body(), began);
      System.out.println(target + ": " + reading + ", " + memory());
      return reading;
    }
  }

  @Test
  void clientThatLeavesInMidStreamFreesItsQuery() throws Exception {
    try (var client = BareClient.ask(server, "/api/calls", token)) {
      client.read(SLOW_BYTES);
      awaitQueries(1, LEAVING);
    }

    awaitQueries(0, LEAVING);
  }

  @Test
  void clientThatLeavesASilentServerFreesItsQuery() throws Exception {
    var slow =
        IntStream.range(0, 60)
            .mapToObj(i -> "filter[or][" + i + "][from_number][ilike]=%25x" + i + "%25")
            .collect(Collectors.joining("&", "/api/calls?", ""));
    try (var _ = BareClient.ask(server, slow, token)) {
      awaitQueries(1, LEAVING);
      Thread.sleep(1_000);
      awaitQueries(1, Duration.ZERO);
    }

    awaitQueries(0, LEAVING);
  }

  @Test
  void slowReadersCostNoMemoryAndHinderNobody() throws Exception {
    try (var one = BareClient.ask(server, "/api/calls", token);
        var other = BareClient.ask(server, "/api/calls?include=conversation", token)) {
      for (var turn = 0; turn < 20; turn++) {
        one.read(SLOW_BYTES);
        other.read(SLOW_BYTES);
        Thread.sleep(100);
        assertThat(server.status("/api/calls/" + UUID.randomUUID(), token)).isEqualTo(404);
      }
      awaitQueries(2, Duration.ZERO);
    }
    requireModestMemory();
    awaitQueries(0, LEAVING);
  }

  /// Waits until so many transactions of requests are open in the database.
  private static void awaitQueries(int number, Duration patience) throws Exception {
    var began = System.nanoTime();
    var seen = queries();
    while (seen != number && System.nanoTime() - began < patience.toNanos()) {
      Thread.sleep(20);
      seen = queries();
    }
    assertThat(seen).isEqualTo(number);
    System.out.printf("%d open transactions after %d ms%n", number, millisSince(began));
  }

  private static int queries() throws SQLException {
    try (var statement = superuser.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity"
                    + " where application_name = 'rollcall' and state <> 'idle'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static long millisSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  private static void requireModestMemory() throws IOException {
    assertThat(megabytes("VmHWM")).isLessThan(MOST_RESIDENT_MEGABYTES);
    assertThat(server.program().err()).doesNotContain("OutOfMemoryError");
  }

  private static String memory() throws IOException {
    return "server at most %d MB resident".formatted(megabytes("VmHWM"));
  }

  private static int megabytes(String figure) throws IOException {
    var status = Files.readString(Path.of("/proc/" + server.program().pid() + "/status"));
    var line = Pattern.compile(figure + ":\\s+(\\d+) kB").matcher(status);
    assertThat(line.find()).isTrue();
    return Integer.parseInt(line.group(1)) / 1024;
  }
}
