package rollcall.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.calls.HangupParty;
import rollcall.calls.SaidOutcome;
import rollcall.conversations.Conversations;
import rollcall.jsonapi.schema.Draft;

/// Makes the calls of an organisation in the month before an instant, always the same for the same
/// seed and instant, with the rhythm of days and weeks, and some that still go on. One thread.
public final class DemoCalls {
  /// The rows of one organisation; conversations come before the calls that name them.
  public record Month(Draft organisation, List<Draft> conversations, List<CallReport> calls) {
    /// Copies the lists.
    public Month {
      conversations = List.copyOf(conversations);
      calls = List.copyOf(calls);
    }
  }

  private static final int DAYS = 30;

  /// How many of a day's calls fall into each hour, in any unit: a morning peak, a lunch dip.
  private static final int[] HOURS = {
    1, 1, 1, 1, 1, 2, 5, 14, 40, 62, 66, 58, 36, 44, 56, 54, 46, 34, 18, 10, 6, 4, 2, 1
  };

  /// How finished calls ended, with a weight each.
  private enum End {
    COMPLETED(675, "NORMAL_CLEARING", null),
    NO_ANSWER(140, "NO_ANSWER", 480L),
    BUSY(45, "USER_BUSY", 486L),
    DECLINED(15, "CALL_REJECTED", 603L),
    CANCELLED(80, "ORIGINATOR_CANCEL", 487L),
    UNKNOWN_NUMBER(25, "UNALLOCATED_NUMBER", 404L),
    OUTAGE(20, "NORMAL_TEMPORARY_FAILURE", 503L);

    private final int weight;
    private final String cause;
    private final @Nullable Long sipCode;

    End(int weight, String cause, @Nullable Long sipCode) {
      this.weight = weight;
      this.cause = cause;
      this.sipCode = sipCode;
    }
  }

  private static final List<End> ENDS = List.of(End.values());
  private static final int[] END_WEIGHTS = ENDS.stream().mapToInt(end -> end.weight).toArray();

  /// How far calls have come that still go on.
  private enum Stage {
    INITIATED,
    RINGING,
    ANSWERED,
    IN_PROGRESS
  }

  /// Half of the answered calls are shorter than this; a tenth are longer than six times as long.
  private static final double MEDIAN_SECONDS = 95;

  private static final double SPREAD = 1.4;
  private static final int LONGEST_SECONDS = 2 * 3600;

  private final DemoOrganisation organisation;
  private final Random random;
  private final Instant end;
  private final List<Draft> conversations = new ArrayList<>();
  private final List<CallReport> calls = new ArrayList<>();

  private DemoCalls(DemoOrganisation organisation, long seed, Instant end) {
    this.organisation = organisation;
    this.random = new Random(seed ^ organisation.id().value().getLeastSignificantBits());
    this.end = end.truncatedTo(ChronoUnit.MILLIS);
  }

  /// The month of `organisation` that ends at `end`.
  public static Month month(DemoOrganisation organisation, long seed, Instant end) {
    var work = new DemoCalls(organisation, seed, end);
    for (var started : work.starts()) {
      work.addFinished(started);
    }
    for (var stage : Stage.values()) {
      work.addGoingOn(stage);
    }
    return new Month(organisation.draft(), work.conversations, work.calls);
  }

  /// When the finished calls began, in order.
  private List<Instant> starts() {
    var starts = new ArrayList<Instant>();
    var zone = organisation.zone();
    var last = LocalDate.ofInstant(end, zone);
    for (int back = DAYS; back >= 0; back--) {
      var day = last.minusDays(back);
      for (int call = callsOn(day); call > 0; call--) {
        var started =
            day.atTime(pick(HOURS), random.nextInt(60), random.nextInt(60))
                .atZone(zone)
                .toInstant()
                .plusMillis(random.nextInt(1_000));
        // A call of today may not have begun yet, and one that just did would still go on.
        if (started.isBefore(end.minusSeconds(LONGEST_SECONDS))
            || (started.isBefore(end.minusSeconds(600)) && random.nextInt(4) > 0)) {
          starts.add(started);
        }
      }
    }
    starts.sort(Comparator.naturalOrder());
    return starts;
  }

  private int callsOn(LocalDate day) {
    var weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    var usual = organisation.weekdayCalls() * (weekend ? organisation.weekendShare() : 1);
    return (int) Math.round(usual * (0.85 + 0.3 * random.nextDouble()));
  }

  private void addFinished(Instant started) {
    var how = ENDS.get(pick(END_WEIGHTS));
    var rang = started.plusMillis(300 + random.nextInt(1_500));
    var waited = 2 + random.nextInt(20);
    var answered = how == End.COMPLETED ? started.plusSeconds(waited) : null;
    var seconds =
        switch (how) {
          case COMPLETED -> waited + talkSeconds();
          case NO_ANSWER -> 25 + random.nextInt(35);
          case CANCELLED -> 3 + random.nextInt(20);
          case BUSY, DECLINED, UNKNOWN_NUMBER, OUTAGE -> random.nextInt(4);
        };
    var room = Math.max(waited + 1, Duration.between(started, end).toSeconds());
    var ended = started.plusSeconds(Math.min(seconds, room)).plusMillis(random.nextInt(1_000));
    var over = ended.isAfter(end) ? end : ended;
    var report = report(started, answered, over);
    if (how != End.UNKNOWN_NUMBER && how != End.OUTAGE && rang.isBefore(over)) {
      report.rangAt(rang);
    }
    calls.add(
        report
            .answeredAt(answered)
            .hangupCause(how.cause)
            .sipCode(how.sipCode)
            .hangupBy(hangupBy(how))
            .ended(over, EndSource.CDR)
            .build());
  }

  private HangupParty hangupBy(End how) {
    return switch (how) {
      case COMPLETED -> random.nextBoolean() ? HangupParty.CALLER : HangupParty.CALLEE;
      case CANCELLED -> HangupParty.CALLER;
      case BUSY, DECLINED -> HangupParty.CALLEE;
      case NO_ANSWER, UNKNOWN_NUMBER, OUTAGE -> HangupParty.SYSTEM;
    };
  }

  private void addGoingOn(Stage stage) {
    var age = stage == Stage.IN_PROGRESS ? 20 + random.nextInt(400) : 6 + random.nextInt(10);
    var started = end.minusSeconds(age);
    var answered = stage.compareTo(Stage.ANSWERED) >= 0 ? started.plusSeconds(4) : null;
    calls.add(
        report(started, answered, null)
            .rangAt(stage == Stage.INITIATED ? null : started.plusSeconds(1))
            .answeredAt(answered)
            .outcome(stage == Stage.IN_PROGRESS ? SaidOutcome.IN_PROGRESS : null)
            .build());
  }

  /// Log-normal, as the lengths of telephone calls are.
  private long talkSeconds() {
    var seconds = MEDIAN_SECONDS * Math.exp(SPREAD * random.nextGaussian());
    return Math.clamp(Math.round(seconds), 2, LONGEST_SECONDS);
  }

  /// What every report of a call says.
  private CallReport.Builder report(
      Instant started, @Nullable Instant answered, @Nullable Instant ended) {
    var inbound = random.nextDouble() < organisation.inboundShare();
    var own = any(organisation.ownNumbers());
    var other = any(organisation.otherNumbers()).formatted(random.nextInt(10));
    var talked = answered != null;
    var uuid = new UUID(random.nextLong(), random.nextLong()).toString();
    return CallReport.of(any(organisation.sources()), uuid, started)
        .identity(inbound ? "inbound" : "outbound", inbound ? other : own, inbound ? own : other)
        .sipUsername(talked || !inbound ? any(organisation.users()) : null)
        .conversation(talked && random.nextInt(3) == 0 ? conversation(started, ended) : null)
        .startedAt(started);
  }

  /// A conversation that the call belongs to.
  private UUID conversation(Instant started, @Nullable Instant ended) {
    var id = id(started);
    conversations.add(
        Draft.of(
            Conversations.TYPE,
            Optional.of(id),
            Arrays.asList(
                "voice",
                "voice",
                "conv_%016x".formatted(random.nextLong()),
                ended == null ? "active" : "closed",
                null,
                "{\"topic\":\""
                    + any(List.of("appointment", "invoice", "delivery", "support"))
                    + "\"}")));
    return id;
  }

  /// An id of version 7 whose time is that of the call, as a running service would have made it.
  private UUID id(Instant at) {
    return new UUID(
        at.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12),
        random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
  }

  private String any(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  /// An index, each as often as its weight says.
  private int pick(int[] weights) {
    var left = random.nextInt(Arrays.stream(weights).sum());
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    throw new IllegalStateException("weights changed");
  }
}
