package rollcall.calls;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;

/// Writes records of calls that are not there yet. One transaction, one thread.
final class RecordBatch {
  /// How often a batch is tried when others write the same calls at the same time.
  private static final int ATTEMPTS = 5;

  // Each id, and each key, is looked for by itself, and in the order of the index that has it (see
  // Database.writeByKey). Otherwise PostgreSQL would read all calls of an organisation of which its
  // statistics know nothing, over any index: for each batch of a first import those of all before.
  // The limit keeps it from making a join of that.
  private static final String STORED =
      """
      select stored.id from unnest(?::uuid[]) as named (id),
        lateral (select id from calls
          where organisation_id = ? and id between named.id and named.id
          order by id limit 1) as stored
      """;

  private static final String USES =
      """
      select named.*, stored.* from unnest(?::text[], ?::text[]) as named (call_source, call_uuid),
        lateral (select id, occurrence from calls
          where organisation_id = ? and call_uuid = named.call_uuid
            and call_source = named.call_source
          order by occurrence desc limit 1) as stored
      """;

  /// What is said of a call that could not be written within those attempts.
  private static final Outcome CONTENDED =
      new Outcome.Conflict("The same call is being written by others; try again.");

  /// The last use that a switch made of a key.
  private record Use(UUID id, int occurrence) {}

  private final Session session;
  private final UUID tenant;
  private final Clock clock;
  private final UuidV7 ids;
  private final List<Draft> drafts;
  private final @Nullable Outcome[] outcomes;
  private final Set<UUID> storedIds = new HashSet<>();
  private final Map<CallKey, Use> uses = new HashMap<>();

  RecordBatch(Session session, UUID tenant, Clock clock, UuidV7 ids, List<Draft> drafts) {
    this.session = session;
    this.tenant = tenant;
    this.clock = clock;
    this.ids = ids;
    this.drafts = drafts;
    this.outcomes = new @Nullable Outcome[drafts.size()];
  }

  List<Outcome> write() {
    refuseUnknownConversations();
    var open = open();
    for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
      attempt(open);
      open = open();
    }
    var all = new ArrayList<Outcome>();
    for (var outcome : outcomes) {
      all.add(outcome == null ? CONTENDED : outcome);
    }
    return all;
  }

  private List<Integer> open() {
    var open = new ArrayList<Integer>();
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i] == null) {
        open.add(i);
      }
    }
    // In the order of their keys, in which every batch inserts; of one key, in that of the drafts.
    open.sort(Comparator.comparing(place -> CallKey.of(drafts.get(place))));
    return open;
  }

  private void refuseUnknownConversations() {
    var named = new HashSet<UUID>();
    for (var draft : drafts) {
      if (draft.value("conversation_id") instanceof UUID id) {
        named.add(id);
      }
    }
    var known = KnownConversations.of(session, tenant, named);
    for (int i = 0; i < drafts.size(); i++) {
      if (drafts.get(i).value("conversation_id") instanceof UUID id && !known.allow(id)) {
        outcomes[i] = new Outcome.UnknownRelated("conversation_id", id);
      }
    }
  }

  /// Settles what can be settled of the drafts at `places`. What another transaction wrote between
  /// the look and the insert has no outcome after it, nor has what repeats a draft of the batch;
  /// both are seen by the next attempt.
  private void attempt(List<Integer> places) {
    readIds(places);
    readUses(places);
    var rows = new ArrayList<CallTable.Row>();
    var rowPlaces = new ArrayList<Integer>();
    var added = new HashSet<UUID>();
    for (var place : places) {
      var draft = drafts.get(place);
      var there = find(draft);
      if (there != null) {
        if (!added.contains(there)) {
          outcomes[place] = new Outcome.Unchanged(there);
        }
        continue;
      }
      var row = row(draft);
      added.add(row.id());
      storedIds.add(row.id());
      uses.put(row.key(), new Use(row.id(), row.occurrence()));
      rows.add(row);
      rowPlaces.add(place);
    }
    insert(rows, rowPlaces);
  }

  private CallTable.Row row(Draft draft) {
    var key = CallKey.of(draft);
    var before = uses.get(key);
    return new CallTable.Row(
        draft.id().orElseGet(ids::next),
        key,
        before == null ? 0 : before.occurrence() + 1,
        CallStatement.making(draft, true));
  }

  private void insert(List<CallTable.Row> rows, List<Integer> places) {
    if (rows.isEmpty()) {
      return;
    }
    var written = CallTable.insert(session, tenant, clock.instant(), rows);
    for (int i = 0; i < rows.size(); i++) {
      if (written.contains(rows.get(i).id())) {
        outcomes[places.get(i)] = new Outcome.Inserted(rows.get(i).id());
      }
    }
  }

  /// The id under which `draft` is there.
  private @Nullable UUID find(Draft draft) {
    if (draft.id().isPresent()) {
      return draft.id().filter(storedIds::contains).orElse(null);
    }
    var use = uses.get(CallKey.of(draft));
    return use == null ? null : use.id();
  }

  private void readIds(List<Integer> places) {
    storedIds.clear();
    var named =
        places.stream().flatMap(place -> drafts.get(place).id().stream()).distinct().toList();
    if (named.isEmpty()) {
      return;
    }
    var rows = session.query(new SqlStatement(STORED, List.of(named, tenant)));
    while (rows.next()) {
      storedIds.add(rows.uuid(0));
    }
  }

  private void readUses(List<Integer> places) {
    uses.clear();
    var keys = places.stream().map(place -> CallKey.of(drafts.get(place))).distinct().toList();
    var rows =
        session.query(
            new SqlStatement(
                USES,
                List.of(
                    keys.stream().map(CallKey::callSource).toList(),
                    keys.stream().map(CallKey::callUuid).toList(),
                    tenant)));
    while (rows.next()) {
      uses.put(
          new CallKey(rows.text(0), rows.text(1)), new Use(rows.uuid(2), (int) rows.integer(3)));
    }
  }
}
