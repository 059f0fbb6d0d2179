package rollcall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.process.SystemPostgres;

/// A server whose database dies while calls are told through every door at once, and stays away a
/// while. Who posts is told to send again, and does; what switches say waits in the server, which
/// stays connected to them, so that nothing is missing at all.
final class LostDatabaseIT {
  /// So many that what gathers meanwhile is soon caught up with on a small machine.
  private static final int RATE = Integer.getInteger("rollcall.fault.rate", 600);

  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("rollcall.fault.away", 10));
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration AFTER = Duration.ofSeconds(3);

  /// How long somebody waits at most who is told to send again: the server's patience with a
  /// connection, and a busy machine's.
  private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(9);

  /// Doors do not wait for a database that was just found to be away; requests of the API do.
  private static final Duration USUAL_REFUSAL = Duration.ofSeconds(1);

  /// Heap, code, classes and the buffers of connections.
  private static final int MOST_RESIDENT_MEGABYTES = 640;

  @TempDir static Path folder;

  @Test
  void everyCallIsRightOnceTheDatabaseIsBack() throws Exception {
    var programs = SystemPostgres.programs();
    if (programs.isEmpty() && Boolean.getBoolean("rollcall.required")) {
      throw new AssertionError("no PostgreSQL under /usr/lib/postgresql");
    }
    assumeTrue(programs.isPresent(), "no PostgreSQL under /usr/lib/postgresql: nothing tested");
    var cluster = Files.createDirectory(folder.resolve("postgres"));
    try (var postgres = SystemPostgres.start(programs.orElseThrow(), cluster)) {
      var login = Map.of("ROLLCALL_DATABASE_URL", postgres.login("app", "createrole"));
      try (var site = Site.start(folder, login)) {
        site.awaitListening();
        try (var traffic = Traffic.start(site.lines(), RATE)) {
          Thread.sleep(BEFORE);
          postgres.goAway();
          Thread.sleep(AWAY);
          requireUp(site);
          postgres.comeBack();
          Thread.sleep(AFTER);
          var calls = traffic.end();
          requireAllRight(site, postgres, calls);
        }
        requireUp(site);
      }
    }
  }

  private static void requireUp(Site site) throws Exception {
    var program = site.server().program();
    assertThat(program.isAlive()).as(program.err()).isTrue();
    assertThat(site.server().get("/healthz", "").statusCode()).isEqualTo(200);
    site.switches().forEach(line -> assertThat(line.connections()).isOne());
    assertThat(residentMegabytes(program.pid())).isLessThan(MOST_RESIDENT_MEGABYTES);
  }

  private static long residentMegabytes(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
        .sum();
  }

  private static void requireAllRight(Site site, SystemPostgres postgres, List<PlayedCall> calls)
      throws Exception {
    try (var connection = postgres.administrator("app")) {
      var ledger = Ledger.settled(connection);
      site.senders().forEach(line -> assertThat(line.faults()).isEmpty());
      site.lines().forEach(line -> ledger.requireAll(line, calls));
      assertThat(ledger.rows()).hasSameSizeAs(calls);
    }
    site.senders().forEach(LostDatabaseIT::requireQuickRefusals);
    System.out.printf(
        "%d calls at %d events/s, the database %d s away, %d MB at most%n",
        calls.size(), RATE, AWAY.toSeconds(), residentMegabytes(site.server().program().pid()));
  }

  private static void requireQuickRefusals(HttpLine line) {
    var refusals = line.refusals().stream().sorted().toList();
    var usual = refusals.get(refusals.size() / 2);
    System.out.printf(
        "%s: %d refusals, half within %d ms, all within %d ms%n",
        line.source(), refusals.size(), usual.toMillis(), refusals.getLast().toMillis());
    assertThat(refusals.getLast()).as(line.source()).isLessThan(LONGEST_REFUSAL);
    if (line.isDoor()) {
      assertThat(usual).as(line.source()).isLessThan(USUAL_REFUSAL);
    }
  }
}
