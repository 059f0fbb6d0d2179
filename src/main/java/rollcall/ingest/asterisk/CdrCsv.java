package rollcall.ingest.asterisk;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceText;

/// Makes reports of the records of cdr_csv. The records of a call come together, since each tells a
/// part: when it ended is known from all. Immutable, so thread-safe.
public final class CdrCsv {
  private final Origin origin;

  /// For records of `origin`.
  public CdrCsv(Origin origin) {
    this.origin = origin;
  }

  /// What `records`, at least one and all of one [CdrRecord#callUuid], come to.
  public Normalised normalise(List<CdrRecord> records) {
    var first = first(records);
    var called = SourceText.of(first.destination());
    if (called.isEmpty()) {
      return new Normalised.Unintelligible(
          "The record of " + first.callUuid() + " has no `dst`, so it tells of no call.");
    }
    var zone = WallClock.offset(records);
    var started = records.stream().map(CdrRecord::start).min(Comparator.naturalOrder());
    var channel = Channel.of(first.channel());
    var arrival = channel.arrival(first.context());
    var start = started.orElseThrow().toInstant(zone);
    var report =
        CallReport.of(origin.callSource(), first.callUuid(), start)
            .identity(origin.directions().direction(arrival), caller(first), called.get())
            .sipUsername(arrival.authenticated() ? channel.sipEndpoint().orElse(null) : null)
            .startedAt(start)
            .ended(end(records).toInstant(zone), EndSource.CDR);
    var answer = answer(records);
    answer.ifPresent(at -> report.answeredAt(at.toInstant(zone)));
    if (answer.isEmpty()) {
      var unanswered = Unanswered.of(records);
      report.hangupCause(unanswered.cause().orElse(null)).outcome(unanswered.outcome());
    }
    return new Normalised.Report(report.build());
  }

  /// The record with which the call began. A later one may have another destination, such as `h`.
  private static CdrRecord first(List<CdrRecord> records) {
    return records.stream()
        .min(
            Comparator.comparing((CdrRecord record) -> !record.isOfFirstChannel())
                .thenComparing(CdrRecord::start))
        .orElseThrow();
  }

  private static String caller(CdrRecord record) {
    return SourceText.of(record.source())
        .or(() -> CallerId.number(record.callerId()))
        .orElse(SourceText.WITHHELD);
  }

  private static Optional<LocalDateTime> answer(List<CdrRecord> records) {
    return records.stream()
        .flatMap(record -> answer(record).stream())
        .min(Comparator.naturalOrder());
  }

  private static Optional<LocalDateTime> answer(CdrRecord record) {
    return record
        .answer()
        .or(
            () ->
                record.disposition().equals("ANSWERED")
                    ? Optional.of(record.end().minusSeconds(record.billableSeconds()))
                    : Optional.empty());
  }

  private static LocalDateTime end(List<CdrRecord> records) {
    return records.stream()
        .flatMap(record -> Stream.of(record.start(), record.end()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
