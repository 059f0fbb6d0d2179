package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The reducer over reports of one call, with few different values, so that they meet.
final class CallFactsProperties {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Provide
  Arbitrary<CallReport> reports() {
    return Arbitraries.randomValue(CallFactsProperties::anyReport);
  }

  static CallReport anyReport(Random random) {
    var report = CallReport.of("pbx", "1", moment(random));
    if (random.nextBoolean()) {
      report.identity(
          pick(random, "inbound", "outbound"), pick(random, "1", "2"), pick(random, "3", "4"));
    }
    report
        .sipUsername(some(random, pick(random, "alice", "bob")))
        .conversation(some(random, new UUID(0, random.nextInt(2))))
        .sipCallId(some(random, pick(random, "x", "y")))
        .startedAt(some(random, moment(random)))
        .rangAt(some(random, moment(random)))
        .answeredAt(some(random, moment(random)))
        .hangupCause(
            some(random, pick(random, "USER_BUSY", "NORMAL_CLEARING", "NO_ANSWER", "UNSPECIFIED")))
        .sipCode(some(random, pick(random, 200L, 408L, 486L, 500L, 503L)))
        .hangupBy(some(random, pick(random, HangupParty.values())))
        .outcome(some(random, pick(random, SaidOutcome.values())));
    if (random.nextBoolean()) {
      report.ended(moment(random), pick(random, EndSource.values()));
    }
    return report.build();
  }

  @Property(tries = 3_000)
  void joiningIsCommutative(
      @ForAll("reports") CallReport one, @ForAll("reports") CallReport other) {
    assertThat(CallFacts.of(one).join(CallFacts.of(other)))
        .isEqualTo(CallFacts.of(other).join(CallFacts.of(one)));
  }

  @Property(tries = 3_000)
  void joiningIsAssociative(
      @ForAll("reports") CallReport one,
      @ForAll("reports") CallReport two,
      @ForAll("reports") CallReport three) {
    var first = CallFacts.of(one);
    var second = CallFacts.of(two);
    var third = CallFacts.of(three);
    assertThat(first.join(second).join(third)).isEqualTo(first.join(second.join(third)));
  }

  @Property
  void joiningIsIdempotent(@ForAll("reports") CallReport report) {
    var facts = CallFacts.of(report);
    assertThat(facts.join(facts)).isEqualTo(facts);
    assertThat(CallFacts.NONE.join(facts)).isEqualTo(facts);
  }

  @Property(tries = 2_000)
  void anyOrderAndAnyRepetitionGiveTheSameRow(
      @ForAll("lists") List<CallReport> reports, @ForAll long seed) {
    var random = new Random(seed);
    var shuffled = new ArrayList<>(reports);
    for (int i = 0; i < 3 && !reports.isEmpty(); i++) {
      shuffled.add(reports.get(random.nextInt(reports.size())));
    }
    Collections.shuffle(shuffled, random);

    assertThat(reduced(shuffled)).isEqualTo(reduced(reports));
    assertThat(CallState.of(reduced(shuffled))).isEqualTo(CallState.of(reduced(reports)));
  }

  @Provide
  Arbitrary<List<CallReport>> lists() {
    return reports().list().ofMaxSize(8);
  }

  /// The last report of a call tells all of it, as call detail records and hang-up events do; what
  /// came before may be lost.
  @Property(tries = 2_000)
  void withoutAnyReportsBeforeTheEndTheRowIsTheSame(@ForAll long seed) {
    var random = new Random(seed);
    var call = wholeCall(random);
    var last = call.getLast();
    var kept = new ArrayList<>(call.subList(0, call.size() - 1));
    kept.removeIf(_ -> random.nextBoolean());
    kept.add(random.nextInt(kept.size() + 1), last);

    assertThat(CallState.of(reduced(kept))).isEqualTo(CallState.of(reduced(call)));
    assertThat(reduced(kept)).isEqualTo(reduced(call));
  }

  private static List<CallReport> wholeCall(Random random) {
    var rang = random.nextBoolean() ? NOON.plusSeconds(1) : null;
    var answered = random.nextBoolean() ? NOON.plusSeconds(3) : null;
    var reports = new ArrayList<CallReport>();
    reports.add(about(NOON).startedAt(NOON).build());
    if (rang != null) {
      reports.add(about(rang).startedAt(NOON).rangAt(rang).build());
    }
    if (answered != null) {
      reports.add(about(answered).startedAt(NOON).answeredAt(answered).build());
    }
    reports.add(about(NOON.plusSeconds(5)).build());
    reports.add(
        about(NOON)
            .startedAt(NOON)
            .rangAt(rang)
            .answeredAt(answered)
            .hangupCause("NORMAL_CLEARING")
            .ended(NOON.plusSeconds(9), pick(random, EndSource.CDR, EndSource.HANGUP))
            .build());
    return reports;
  }

  private static CallReport.Builder about(Instant at) {
    return CallReport.of("pbx", "1", at).identity("outbound", "1001", "15550100");
  }

  @Property(tries = 2_000)
  void whatAClientStatesStandsWhateverIsReportedBeforeOrAfter(
      @ForAll("lists") List<CallReport> reports, @ForAll long seed) {
    var random = new Random(seed);
    var draft =
        CallDrafts.of(
            "status",
            pick(random, "completed", "busy", "failed"),
            "answered_at",
            NOON.plusSeconds(2),
            "ended_at",
            NOON.plusSeconds(4),
            "duration_seconds",
            7L,
            "hangup_cause",
            "MINE",
            "sip_code",
            299L,
            "hangup_by",
            "system");
    var facts = CallStatement.making(draft, false);
    for (var report : reports) {
      facts = facts.join(CallFacts.of(report));
    }
    var row = CallColumns.draft(UUID.randomUUID(), new CallKey("pbx", "1"), facts);
    for (var name : draft.named()) {
      // A beginning that is reported later than the client's times moves what is shown of those.
      if (!List.of("answered_at", "ended_at").contains(name)) {
        assertThat(row.value(name)).as(name).isEqualTo(draft.value(name));
      }
    }
    assertThat(facts.moments().answeredAt()).isEqualTo(NOON.plusSeconds(2));
    assertThat(facts.end()).isEqualTo(new End(NOON.plusSeconds(4), EndSource.API));
  }

  @Property(tries = 2_000)
  void noReportLeadsOutOfAnEndThatIsCertainAndNothingIsNegative(
      @ForAll("lists") List<CallReport> reports) {
    var facts = CallFacts.NONE;
    var over = false;
    for (var report : reports) {
      facts = facts.join(CallFacts.of(report));
      var state = CallState.of(facts);
      over |= facts.end() != null && !facts.end().isEstimate();
      assertThat(Statuses.isTerminal(state.status())).isEqualTo(facts.end() != null);
      if (over) {
        assertThat(Statuses.isTerminal(state.status())).isTrue();
      }
      for (var seconds :
          Arrays.asList(state.durationSeconds(), state.ringSeconds(), state.talkSeconds())) {
        assertThat(seconds == null || seconds >= 0).isTrue();
      }
      var started = facts.moments().startedAt();
      assertThat(started == null || state.endedAt() == null || !state.endedAt().isBefore(started))
          .isTrue();
    }
  }

  @Property(tries = 1_000)
  void everyWordHasItsPlace(@ForAll("lists") List<CallReport> reports) {
    var seen = new HashSet<String>();
    reports.forEach(report -> seen.add(CallState.of(CallFacts.of(report)).status()));
    assertThat(Calls.STATUSES).containsAll(seen);
  }

  private static CallFacts reduced(List<CallReport> reports) {
    return reports.stream().map(CallFacts::of).reduce(CallFacts.NONE, CallFacts::join);
  }

  private static Instant moment(Random random) {
    return NOON.plusSeconds(random.nextInt(7));
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... from) {
    return from[random.nextInt(from.length)];
  }

  private static <T> T some(Random random, T value) {
    return random.nextBoolean() ? value : null;
  }
}
