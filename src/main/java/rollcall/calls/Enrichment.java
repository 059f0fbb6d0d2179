package rollcall.calls;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.jsonapi.schema.Outcome;

/// Adds what the reports of a source tell to the calls that other sources made, found by SIP
/// Call-ID and time. One batch, one thread.
final class Enrichment {
  private static final Outcome UNKNOWN =
      new Outcome.Conflict("No other source has reported a call of that SIP Call-ID.");

  /// How far a report may be from the start of its call.
  private static final Duration MOST_APART = Duration.ofHours(24);

  private final Session session;
  private final UUID tenant;
  private final Clock clock;
  private final List<CallReport> reports;
  private final KnownConversations conversations;

  Enrichment(Session session, UUID tenant, Clock clock, List<CallReport> reports) {
    this.session = session;
    this.tenant = tenant;
    this.clock = clock;
    this.reports = reports;
    this.conversations = KnownConversations.ofReports(session, tenant, reports);
  }

  List<Outcome> write() {
    var bySource = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < reports.size(); i++) {
      bySource.computeIfAbsent(reports.get(i).callSource(), _ -> new ArrayList<>()).add(i);
    }
    var outcomes = new @Nullable Outcome[reports.size()];
    bySource.forEach((source, places) -> write(source, places, outcomes));
    return Arrays.stream(outcomes)
        .<Outcome>map(outcome -> Objects.requireNonNull(outcome))
        .toList();
  }

  private void write(String source, List<Integer> places, @Nullable Outcome[] outcomes) {
    var callIds = places.stream().map(place -> reports.get(place).sipCallId()).distinct().toList();
    var found = new HashMap<String, List<StoredCall>>();
    for (var call : StoredCall.lockByCallId(session, tenant, source, callIds)) {
      var callId = call.facts().sipCallId();
      found
          .computeIfAbsent(callId == null ? call.key().callUuid() : callId, _ -> new ArrayList<>())
          .add(call);
    }
    var facts = new HashMap<StoredCall, CallFacts>();
    for (var place : places) {
      var report = reports.get(place);
      outcomes[place] =
          nearest(found.getOrDefault(report.sipCallId(), List.of()), report)
              .map(call -> add(call, conversations.facts(report).additions(), facts))
              .orElse(UNKNOWN);
    }
    change(facts);
  }

  /// Which of `calls` a report of their Call-ID is about: some phones use one again.
  private static Optional<StoredCall> nearest(List<StoredCall> calls, CallReport report) {
    return calls.stream()
        .filter(call -> apart(call, report).compareTo(MOST_APART) <= 0)
        .min(Comparator.comparing(call -> apart(call, report)));
  }

  private static Duration apart(StoredCall call, CallReport report) {
    var startedAt = call.facts().moments().startedAt();
    return startedAt == null ? MOST_APART : Duration.between(startedAt, report.occurredAt).abs();
  }

  private static Outcome add(StoredCall call, CallFacts said, Map<StoredCall, CallFacts> facts) {
    var before = facts.getOrDefault(call, call.facts());
    var joined = before.join(said);
    facts.put(call, joined);
    return joined.equals(before)
        ? new Outcome.Unchanged(call.id())
        : new Outcome.Updated(call.id());
  }

  private void change(Map<StoredCall, CallFacts> facts) {
    var changes =
        facts.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(entry.getKey().facts()))
            .map(
                entry ->
                    new CallTable.Change(entry.getKey(), entry.getKey().key(), entry.getValue()))
            .toList();
    if (!changes.isEmpty()) {
      CallTable.update(session, tenant, clock.instant(), changes);
    }
  }
}
