package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writes with idempotency keys while the server is killed under them: whoever sends everything
/// again loses nothing that was acknowledged and doubles nothing.
final class KeyedWritesIT {
  private static final int WRITERS = 8;
  private static final int KILLS = 2;
  private static final int ACKNOWLEDGED_BEFORE_KILL = 100;

  @TempDir static Path data;

  /// The writes so far: their numbers count from 1, and the location of each that was acknowledged.
  private final AtomicInteger sent = new AtomicInteger();

  private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();

  @Test
  void losesNothingAcknowledgedAndDoublesNothing() throws Exception {
    var made = PackedProgram.run("organisation", "create", "Keyed", "--data", data.toString());
    assertThat(made.code()).as(made.err()).isZero();
    var organisation = UUID.fromString(made.out().strip());
    var server = ServerProcess.start(data);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        writeUntilKilled(server, organisation);
        server.close();
        server = ServerProcess.start(data);
        repeatAll(server, organisation);
      }
      requireEachOnce(server, organisation);
    } finally {
      server.close();
    }
    System.out.printf(
        "%d keyed writes over %d kills, each there once%n", acknowledged.size(), KILLS);
  }

  private void writeUntilKilled(ServerProcess server, UUID organisation) throws Exception {
    var token = server.token(organisation);
    var enough = acknowledged.size() + ACKNOWLEDGED_BEFORE_KILL;
    var writers = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(() -> writeUntilRefused(server, token)));
      }
      while (acknowledged.size() < enough) {
        assertThat(writers).noneMatch(Future::isDone);
        Thread.sleep(1);
      }
      server.program().kill();
      for (var writer : writers) {
        writer.get();
      }
    }
  }

  private Void writeUntilRefused(ServerProcess server, String token) throws Exception {
    while (true) {
      var number = sent.incrementAndGet();
      try {
        var answer = write(server, token, number);
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 503);
        if (answer.statusCode() == 201) {
          acknowledged.put(number, location(answer));
        }
      } catch (IOException e) {
        // It was killed: nobody knows what became of this write.
        return null;
      }
    }
  }

  private void repeatAll(ServerProcess server, UUID organisation) throws Exception {
    var token = server.token(organisation);
    for (int number = 1; number <= sent.get(); number++) {
      var answer = write(server, token, number);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      var known = acknowledged.put(number, location(answer));
      if (known != null) {
        assertThat(location(answer)).isEqualTo(known);
        assertThat(answer.headers().firstValue("Idempotent-Replayed")).hasValue("true");
      }
    }
  }

  private void requireEachOnce(ServerProcess server, UUID organisation) throws Exception {
    var calls = new ArrayList<String>();
    try (var connection = server.superuser();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select id, call_uuid from calls")) {
      while (rows.next()) {
        calls.add(rows.getString(2) + " /api/calls/" + rows.getString(1));
      }
    }
    var expected = new ArrayList<String>();
    acknowledged.forEach((number, location) -> expected.add(number + " " + location));
    assertThat(calls).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            server.status(
                List.copyOf(acknowledged.values()).getFirst(), server.token(organisation)))
        .isEqualTo(200);
  }

  private static HttpResponse<String> write(ServerProcess server, String token, int number)
      throws Exception {
    var body =
        """
        {"data":{"type":"Call","attributes":{"call_source":"keyed","call_uuid":"%d",\
        "direction":"inbound","from_number":"1","to_number":"2"}}}
        """
            .formatted(number);
    return server.post("/api/calls", token, body, "key-" + number);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
