package rollcall.calls;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Outcome;

/// Joins reports to the calls that they are about, all reports of one call at once. Calls that are
/// not there are inserted first, then all others are locked, both in the order of their keys: so
/// two batches never wait for each other, and after that no other transaction can interfere. One
/// transaction, one thread.
final class ReportBatch {
  private static final Outcome UNIDENTIFIED =
      new Outcome.Conflict(
          "The report is about a call that is not known, and does not say who called whom.");

  private final Session session;
  private final UUID tenant;
  private final Clock clock;
  private final UuidV7 ids;
  private final List<CallReport> reports;
  private final KnownConversations conversations;
  private final @Nullable Outcome[] outcomes;

  ReportBatch(Session session, UUID tenant, Clock clock, UuidV7 ids, List<CallReport> reports) {
    this.session = session;
    this.tenant = tenant;
    this.clock = clock;
    this.ids = ids;
    this.reports = reports;
    this.conversations = KnownConversations.ofReports(session, tenant, reports);
    this.outcomes = new @Nullable Outcome[reports.size()];
  }

  List<Outcome> write() {
    var open = new TreeMap<CallKey, List<Integer>>();
    for (int i = 0; i < reports.size(); i++) {
      open.computeIfAbsent(CallKey.of(reports.get(i)), _ -> new ArrayList<>()).add(i);
    }
    insertNew(open);
    if (!open.isEmpty()) {
      changeStored(open);
    }
    return Arrays.stream(outcomes)
        .<Outcome>map(outcome -> Objects.requireNonNull(outcome))
        .toList();
  }

  /// Inserts the calls that are not there and takes them out of `open`. One that another
  /// transaction inserts meanwhile stays in it, and is there when this returns.
  private void insertNew(NavigableMap<CallKey, List<Integer>> open) {
    var there = StoredCall.known(session, tenant, open.navigableKeySet());
    var rows = new ArrayList<CallTable.Row>();
    open.forEach(
        (key, places) -> {
          var facts = joined(CallFacts.NONE, places, Optional.empty());
          if (!there.contains(key) && facts.parties() != null) {
            rows.add(new CallTable.Row(ids.next(), key, 0, facts));
          }
        });
    if (rows.isEmpty()) {
      return;
    }
    var written = CallTable.insert(session, tenant, clock.instant(), rows);
    for (var row : rows) {
      if (written.contains(row.id())) {
        var places = Objects.requireNonNull(open.remove(row.key()));
        joined(CallFacts.NONE, places, Optional.of(row.id()));
        outcomes[places.getFirst()] = new Outcome.Inserted(row.id());
      }
    }
  }

  private void changeStored(NavigableMap<CallKey, List<Integer>> open) {
    var stored = new HashMap<CallKey, StoredCall>();
    // Older uses of a key come first, so that the newest stays.
    StoredCall.lockAll(session, tenant, open.navigableKeySet())
        .forEach(call -> stored.put(call.key(), call));
    var changes = new ArrayList<CallTable.Change>();
    open.forEach(
        (key, places) -> {
          var call = stored.get(key);
          if (call == null) {
            places.forEach(place -> outcomes[place] = UNIDENTIFIED);
            return;
          }
          var facts = joined(call.facts(), places, Optional.of(call.id()));
          if (!facts.equals(call.facts())) {
            changes.add(new CallTable.Change(call, key, facts));
          }
        });
    if (!changes.isEmpty()) {
      CallTable.update(session, tenant, clock.instant(), changes);
    }
  }

  /// What is known after `before` and the reports at `places`; says what each did to the call `id`.
  private CallFacts joined(CallFacts before, List<Integer> places, Optional<UUID> id) {
    var facts = before;
    for (var place : places) {
      var joined = facts.join(conversations.facts(reports.get(place)));
      if (id.isPresent()) {
        outcomes[place] =
            joined.equals(facts) ? new Outcome.Unchanged(id.get()) : new Outcome.Updated(id.get());
      }
      facts = joined;
    }
    return facts;
  }
}
