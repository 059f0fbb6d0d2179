package rollcall.inbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.calls.CallRecorder;
import rollcall.calls.CallReport;
import rollcall.database.Session;
import rollcall.ingest.Normalised;
import rollcall.jsonapi.schema.Outcome;
import rollcall.organisations.OrganisationId;

/// What the entries of a batch say, and what became of it. One thread.
final class Reading {
  /// An entry and what it says.
  record Said(Entry entry, Normalised normalised) {
    /// `entries` with what they say by `directions` as they are now.
    static List<Said> of(List<Entry> entries, Directions directions) {
      return entries.stream().map(entry -> of(entry, directions)).toList();
    }

    private static Said of(Entry entry, Directions directions) {
      var message = entry.message();
      var rules = directions.of(message.organisation(), message.source());
      return new Said(entry, message.read(rules).said());
    }
  }

  /// A report, and the place of its entry.
  private record Told(int place, CallReport report) {}

  private final List<Said> entries;
  private final List<Told> reports = new ArrayList<>();
  private final List<Told> additions = new ArrayList<>();
  private final @Nullable Verdict[] verdicts;
  private final @Nullable Outcome[] outcomes;

  private Reading(List<Said> entries) {
    this.entries = entries;
    this.verdicts = new @Nullable Verdict[entries.size()];
    this.outcomes = new @Nullable Outcome[entries.size()];
  }

  /// Reports what `entries` say of calls of `organisation`.
  static Reading report(
      CallRecorder recorder, Session session, OrganisationId organisation, List<Said> entries) {
    var reading = new Reading(entries);
    for (int place = 0; place < entries.size(); place++) {
      reading.read(place);
    }
    if (!reading.reports.isEmpty()) {
      reading.keep(
          reading.reports, recorder.report(session, organisation, reportsOf(reading.reports)));
    }
    if (!reading.additions.isEmpty()) {
      reading.keep(
          reading.additions, recorder.enrich(session, organisation, reportsOf(reading.additions)));
    }
    return reading;
  }

  private static List<CallReport> reportsOf(List<Told> told) {
    return told.stream().map(Told::report).toList();
  }

  private void keep(List<Told> told, List<Outcome> became) {
    for (int i = 0; i < told.size(); i++) {
      outcomes[told.get(i).place()] = became.get(i);
    }
  }

  private void read(int place) {
    var said = entries.get(place);
    switch (said.normalised()) {
      case Normalised.Report(var report) ->
          (said.entry().message().isEnriching() ? additions : reports).add(new Told(place, report));
      case Normalised.Unintelligible(var reasons) ->
          verdicts[place] = new Verdict.Refused(String.join(" ", reasons));
      case Normalised.Leg _, Normalised.Renamed _, Normalised.Nothing _ ->
          verdicts[place] = new Verdict.Done();
    }
  }

  /// The verdicts on all entries, in their order.
  List<Verdict> verdicts() {
    reports.forEach(
        told ->
            verdicts[told.place()] = verdict(told, told.report().callUuid(), Patience.FOR_A_CALL));
    additions.forEach(
        told ->
            verdicts[told.place()] =
                verdict(told, told.report().sipCallId(), Patience.FOR_ANOTHERS_CALL));
    return Arrays.stream(verdicts)
        .<Verdict>map(verdict -> Objects.requireNonNull(verdict))
        .toList();
  }

  private Verdict verdict(Told told, String awaits, Patience patience) {
    if (!(outcomes[told.place()] instanceof Outcome.Conflict(var reason))) {
      return new Verdict.Done();
    }
    var entry = entries.get(told.place()).entry();
    return patience
        .after(entry.attempts())
        .<Verdict>map(delay -> new Verdict.Early(awaits, reason, delay))
        .orElseGet(
            () -> entry.message().isEnriching() ? new Verdict.Done() : new Verdict.Refused(reason));
  }

  /// How often it came to an outcome of `kind`.
  long count(Class<? extends Outcome> kind) {
    return Arrays.stream(outcomes).filter(kind::isInstance).count();
  }

  /// The sources of the calls that are known from now on, and all their identifiers.
  Made made() {
    var made = new Made(new HashSet<>(), new HashSet<>());
    for (var told : reports) {
      if (outcomes[told.place()] instanceof Outcome.Inserted) {
        made.sources().add(told.report().callSource());
        made.identifiers().add(told.report().callUuid());
        made.identifiers().add(told.report().sipCallId());
      }
    }
    return made;
  }

  record Made(Set<String> sources, Set<String> identifiers) {}
}
