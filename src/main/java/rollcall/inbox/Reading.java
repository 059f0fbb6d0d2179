package rollcall.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rollcall.calls.CallReport;
import rollcall.ingest.Normalised;
import rollcall.jsonapi.schema.Outcome;

/// What the entries of a batch say: the reports among them, in their order, and a verdict on each
/// of the others.
final class Reading {
  private final List<Entry> entries;
  private final List<CallReport> reports = new ArrayList<>();
  private final List<@Nullable Verdict> verdicts = new ArrayList<>();

  private Reading(List<Entry> entries) {
    this.entries = entries;
  }

  static Reading of(List<Entry> entries) {
    var reading = new Reading(entries);
    entries.forEach(entry -> reading.add(said(entry)));
    return reading;
  }

  /// Readers fail for no bytes whatever; one that does all the same must not stop all others.
  private static Normalised said(Entry entry) {
    try {
      return entry.message().read().said();
    } catch (RuntimeException e) {
      return new Normalised.Unintelligible("It made its reader fail: " + e);
    }
  }

  private void add(Normalised said) {
    switch (said) {
      case Normalised.Report(var report) -> {
        reports.add(report);
        verdicts.add(null);
      }
      case Normalised.Unintelligible(var reasons) ->
          verdicts.add(new Verdict.Refused(String.join(" ", reasons)));
      case Normalised.Leg _, Normalised.Renamed _, Normalised.Nothing _ ->
          verdicts.add(new Verdict.Done());
    }
  }

  List<CallReport> reports() {
    return reports;
  }

  /// The verdicts on all entries, when the reports have `outcomes`.
  List<Verdict> verdicts(List<Outcome> outcomes) {
    var all = new ArrayList<Verdict>();
    var at = 0;
    for (int i = 0; i < entries.size(); i++) {
      var verdict = verdicts.get(i);
      if (verdict == null) {
        verdict = verdict(entries.get(i), reports.get(at), outcomes.get(at));
        at++;
      }
      all.add(Objects.requireNonNull(verdict));
    }
    return all;
  }

  private static Verdict verdict(Entry entry, CallReport report, Outcome outcome) {
    if (!(outcome instanceof Outcome.Conflict(var reason))) {
      return new Verdict.Done();
    }
    return Patience.after(entry.attempts())
        .<Verdict>map(delay -> new Verdict.Early(report.callUuid(), reason, delay))
        .orElseGet(() -> new Verdict.Refused(reason));
  }
}
