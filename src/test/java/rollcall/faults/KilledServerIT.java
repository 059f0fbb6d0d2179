package rollcall.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.faults.PlayedCall.Stage;

/// A server that is killed while calls are told through every door at once. Who posts sends again
/// whatever was not acknowledged, so that of these calls nothing is missing. A switch that is
/// listened to tells nobody while nobody listens, and never again, as in life: of its calls the
/// ones that it still has are told when it is asked, those that ended meanwhile end by their
/// absence, and those that came and went meanwhile are not known.
final class KilledServerIT {
  private static final int RATE = Integer.getInteger("rollcall.fault.rate", 1_000);
  private static final int KILLS = Integer.getInteger("rollcall.fault.kills", 1);
  private static final Duration BEFORE = Duration.ofSeconds(2);

  /// After which a switch was surely asked which calls it has.
  private static final Duration ASKED = Duration.ofSeconds(2);

  @TempDir static Path folder;

  @Test
  void everyCallIsRightOnceItsTellersHaveSentAgain() throws Exception {
    try (var site = Site.start(folder, Map.of())) {
      site.awaitListening();
      var seen = new ArrayList<Ledger>();
      Instant connected;
      List<PlayedCall> calls;
      try (var traffic = Traffic.start(site.lines(), RATE)) {
        for (int kill = 0; kill < KILLS; kill++) {
          Thread.sleep(BEFORE);
          try (var connection = site.server().superuser()) {
            seen.add(Ledger.of(connection));
          }
          site.kill();
          site.restart();
        }
        site.awaitListening();
        connected = Instant.now();
        Thread.sleep(BEFORE.plus(ASKED));
        calls = traffic.end();
      }
      try (var connection = site.server().superuser()) {
        var ledger = Ledger.settled(connection);
        site.senders().forEach(line -> assertThat(line.faults()).isEmpty());
        site.senders().forEach(line -> ledger.requireAll(line, calls));
        site.switches().forEach(line -> requireOfSwitch(ledger, line, calls, connected));
        requireNothingElse(ledger, calls);
        seen.forEach(
            before -> assertThat(ledger.rows().keySet()).containsAll(before.rows().keySet()));
        report(site, ledger, calls);
      }
    }
  }

  /// Those that ended after it was asked are right; of others what is known is.
  private static void requireOfSwitch(
      Ledger ledger, LinkLine line, List<PlayedCall> calls, Instant connected) {
    var wrong = new ArrayList<String>();
    for (var call : calls) {
      if (call.source().equals(line.source())) {
        var row = ledger.find(call);
        var isKnown = call.at(Stage.ENDED).isAfter(connected.plus(ASKED));
        var isFine =
            row == null
                ? !isKnown
                : line.isRight(call, row, connected) || !isKnown && isLastSignOfLife(call, row);
        if (!isFine) {
          wrong.add(line.row(call) + "\nis " + row);
        }
      }
    }
    assertThat(wrong).as("calls of " + line.source()).isEmpty();
  }

  /// Whether the row of a call whose end nobody told says so much as was told.
  private static boolean isLastSignOfLife(PlayedCall call, PlayedCall.Row row) {
    return row.endedAt() != null
        && !row.endedAt().isAfter(call.at(Stage.ENDED))
        && row.from().equals(call.from())
        && row.to().equals(call.to());
  }

  private static void requireNothingElse(Ledger ledger, List<PlayedCall> calls) {
    var known = calls.stream().map(PlayedCall::uuid).collect(Collectors.toSet());
    assertThat(known).containsAll(ledger.rows().keySet());
  }

  private static void report(Site site, Ledger ledger, List<PlayedCall> calls) {
    var repeated = site.senders().stream().mapToInt(HttpLine::repeated).sum();
    var unknown = calls.stream().filter(call -> ledger.find(call) == null).count();
    System.out.printf(
        "%d calls over %d kills at %d events/s: %d messages sent again, %d calls of switches came"
            + " and went unheard%n",
        calls.size(), KILLS, RATE, repeated, unknown);
  }
}
