package rollcall.calls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.Precondition;
import rollcall.jsonapi.sql.InsertWriter;
import rollcall.organisations.OrganisationId;

/// Writes calls that are not there yet; one that is there stays as it was. A call is there when its
/// id is, or, when it comes without an id, when its source reported its `call_uuid` before; with an
/// id of its own it is another call that the switch gave the same `call_uuid`. Thread-safe.
public final class CallRecorder {
  private static final InsertWriter INSERT =
      new InsertWriter(Calls.TYPE, new InsertWriter.Column("occurrence", "smallint"));

  /// How often a batch is tried when others write the same calls at the same time.
  private static final int ATTEMPTS = 5;

  private static final int STARTED_AT = index("started_at");
  private static final int ENDED_AT = index("ended_at");
  private static final int DURATION = index("duration_seconds");
  private static final int CONVERSATION = index("conversation_id");

  private final Clock clock;
  private final UuidV7 ids;

  /// A recorder that takes the time of writing from `clock` and new ids from `ids`.
  public CallRecorder(Clock clock, UuidV7 ids) {
    this.clock = clock;
    this.ids = ids;
  }

  static int index(String attribute) {
    return Calls.TYPE.attributes().indexOf(Calls.TYPE.field(attribute).orElseThrow());
  }

  /// Writes `drafts` for `organisation`, the tenant that `session` acts for, and gives what became
  /// of each, in their order.
  public List<Outcome> record(Session session, OrganisationId organisation, List<Draft> drafts) {
    var tenant = organisation.value();
    var outcomes = new ArrayList<@Nullable Outcome>();
    var known = conversations(session, tenant, drafts);
    for (var draft : drafts) {
      outcomes.add(conversationFault(draft, known).orElse(null));
    }
    for (int attempt = 0; attempt < ATTEMPTS && outcomes.contains(null); attempt++) {
      attempt(session, tenant, drafts, outcomes);
    }
    outcomes.replaceAll(
        outcome ->
            outcome == null
                ? new Outcome.Conflict("the same call is being written by others")
                : outcome);
    return outcomes.stream().<Outcome>map(outcome -> Objects.requireNonNull(outcome)).toList();
  }

  /// Merges `reports` into the calls that they are about, and gives what became of each, in their
  /// order. A report of a call that is not there makes it, if it says who called whom.
  public List<Outcome> report(
      Session session, OrganisationId organisation, List<CallReport> reports) {
    return List.of();
  }

  /// Writes the call that a client makes: `Inserted`, `Exists` when its source already reported its
  /// `call_uuid`, or `UnknownRelated`.
  public Outcome create(Session session, OrganisationId organisation, Draft draft) {
    return new Outcome.Missing();
  }

  /// Changes what `changes` names of the call `id`: `Updated`, `Unchanged`, `Missing`, `Stale`,
  /// `InvalidTransition`, `UnknownRelated`, or `Exists` when another call has the new identity.
  public Outcome amend(
      Session session,
      OrganisationId organisation,
      UUID id,
      Draft changes,
      Precondition precondition) {
    return new Outcome.Missing();
  }

  /// Settles what can be settled of the drafts that have no outcome yet. What another transaction
  /// wrote between the look and the insert has none after it, nor has what repeats a draft of the
  /// batch; both are seen by the next attempt.
  private void attempt(
      Session session, UUID tenant, List<Draft> drafts, List<@Nullable Outcome> outcomes) {
    var stored = StoredCalls.matching(session, tenant, drafts);
    var rows = new ArrayList<Draft>();
    var places = new ArrayList<Integer>();
    var occurrences = new ArrayList<Integer>();
    for (int i = 0; i < drafts.size(); i++) {
      if (outcomes.get(i) != null) {
        continue;
      }
      var there = stored.find(drafts.get(i));
      if (there.isPresent()) {
        if (!stored.isNew(there.get())) {
          outcomes.set(i, new Outcome.Unchanged(there.get()));
        }
      } else {
        var row = completed(drafts.get(i));
        rows.add(row);
        places.add(i);
        occurrences.add(stored.add(row));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    var written = INSERT.insert(session, tenant, clock.instant(), rows, occurrences);
    for (int row = 0; row < rows.size(); row++) {
      var id = rows.get(row).id().orElseThrow();
      if (written.contains(id)) {
        outcomes.set(places.get(row), new Outcome.Inserted(id));
      }
    }
  }

  /// The draft with an id, and with the duration that its times give unless it has its own.
  private Draft completed(Draft draft) {
    var values = new ArrayList<@Nullable Object>(draft.values());
    if (values.get(DURATION) == null
        && values.get(STARTED_AT) instanceof Instant started
        && values.get(ENDED_AT) instanceof Instant ended) {
      values.set(DURATION, Duration.between(started, ended).toSeconds());
    }
    return Draft.of(draft.type(), Optional.of(draft.id().orElseGet(ids::next)), values);
  }

  /// Those conversations of the tenant that `drafts` name.
  private static Set<UUID> conversations(Session session, UUID tenant, List<Draft> drafts) {
    var named =
        drafts.stream()
            .map(draft -> draft.values().get(CONVERSATION))
            .filter(UUID.class::isInstance)
            .distinct()
            .toList();
    var known = new HashSet<UUID>();
    if (!named.isEmpty()) {
      var rows =
          session.query(
              new SqlStatement(
                  "select id from conversations where organisation_id = ? and id = any(?)",
                  List.of(tenant, named)));
      while (rows.next()) {
        known.add(rows.uuid(0));
      }
    }
    return known;
  }

  private static Optional<Outcome> conversationFault(Draft draft, Set<UUID> known) {
    return draft.values().get(CONVERSATION) instanceof UUID id && !known.contains(id)
        ? Optional.of(
            new Outcome.Conflict(
                "conversation_id " + id + " is no conversation of this organisation"))
        : Optional.empty();
  }
}
