package rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import rollcall.calls.CallReport;
import rollcall.calls.ReplayedCalls;

/// What real switches sent, as a bad day would deliver it.
final class ReplayProperties {
  private record Scenario(Feed feed, String name, List<CallReport> reports) {
    @Override
    public String toString() {
      return feed + " " + name;
    }
  }

  private static final List<Scenario> SCENARIOS =
      Arrays.stream(Feed.values()).flatMap(feed -> scenarios(feed).stream()).toList();
  private static final List<Scenario> OF_KAMAILIO = scenarios(Feed.KAMAILIO_CDR);

  private static List<Scenario> scenarios(Feed feed) {
    return feed.scenarios().entrySet().stream()
        .map(entry -> new Scenario(feed, entry.getKey(), feed.reports(entry.getValue())))
        .toList();
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Arbitraries.of(SCENARIOS);
  }

  @Property(tries = 1_500)
  void anyOrderAndAnyRepetitionGiveTheSameRows(
      @ForAll("scenarios") Scenario scenario, @ForAll long seed) {
    var random = new Random(seed);
    var reports = new ArrayList<>(scenario.reports());
    for (int i = random.nextInt(scenario.reports().size() + 1); i > 0; i--) {
      reports.add(scenario.reports().get(random.nextInt(scenario.reports().size())));
    }
    Collections.shuffle(reports, random);

    assertThat(ReplayedCalls.rows(reports)).isEqualTo(ReplayedCalls.rows(scenario.reports()));
  }

  /// The last event of FreeSWITCH tells all that the others told.
  @Property(tries = 1_000)
  void freeSwitchEventsBeforeTheEndMayBeLost(
      @ForAll("ended") Scenario scenario, @ForAll long seed) {
    assertThat(ReplayedCalls.rows(withoutSome(scenario.reports(), seed)))
        .isEqualTo(ReplayedCalls.rows(scenario.reports()));
  }

  @Provide
  Arbitrary<Scenario> ended() {
    return Arbitraries.of(
        scenarios(Feed.FREESWITCH_EVENTS).stream()
            .filter(scenario -> scenario.reports().stream().anyMatch(ReplayedCalls::isOfEnd))
            .toList());
  }

  /// The last events of the others do not tell when the call began, rang and was answered, and of
  /// which call; but none that is lost may leave a call open, or end one otherwise.
  @Property(tries = 1_500)
  void lostEventsBeforeTheEndLeaveNoCallOpen(
      @ForAll("scenarios") Scenario scenario, @ForAll long seed) {
    var whole = ReplayedCalls.rows(scenario.reports());
    var part = ReplayedCalls.rows(withoutSome(scenario.reports(), seed));

    assertThat(part.stream().filter(row -> isOpen(row)).toList())
        .hasSizeLessThanOrEqualTo((int) whole.stream().filter(row -> isOpen(row)).count());
    for (var row : part) {
      assertThat(whole).anyMatch(other -> ending(other).equals(ending(row)));
    }
  }

  private static boolean isOpen(String row) {
    return row.endsWith("| -");
  }

  /// When the call ended, and how that was learnt.
  private static String ending(String row) {
    var cells = row.split(" \\| ");
    return cells[8] + " " + cells[13];
  }

  private static List<CallReport> withoutSome(List<CallReport> reports, long seed) {
    var random = new Random(seed);
    var kept = new ArrayList<CallReport>();
    for (var report : reports) {
      if (ReplayedCalls.isOfEnd(report) || random.nextBoolean()) {
        kept.add(report);
      }
    }
    Collections.shuffle(kept, random);
    return kept;
  }

  @Property(tries = 500)
  void eventsAndRecordsOfKamailioGiveTheSameRowsInAnyOrder(
      @ForAll("ofKamailio") Scenario cdrs, @ForAll long seed) {
    var reports = new ArrayList<CallReport>();
    for (var feed : List.of(Feed.KAMAILIO_EVENTS, Feed.KAMAILIO_ACC, Feed.KAMAILIO_CDR)) {
      reports.addAll(feed.reports(feed.scenarios().get(cdrs.name())));
    }
    var rows = ReplayedCalls.rows(reports);
    Collections.shuffle(reports, new Random(seed));

    assertThat(ReplayedCalls.rows(reports)).isEqualTo(rows);
  }

  @Provide
  Arbitrary<Scenario> ofKamailio() {
    return Arbitraries.of(OF_KAMAILIO);
  }
}
