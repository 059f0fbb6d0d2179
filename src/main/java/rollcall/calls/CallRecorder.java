package rollcall.calls;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.Precondition;
import rollcall.organisations.OrganisationId;

/// The one way in which calls are written: what sources report, what clients state, and records
/// that are kept to the letter. All of it becomes facts of a call, and the row follows from those.
/// A call is identified by its organisation, its `call_source` and its `call_uuid`. Thread-safe.
public final class CallRecorder {
  private static final String CONVERSATION = "conversation_id";

  private final Clock clock;
  private final UuidV7 ids;

  /// A recorder that takes the time of writing from `clock` and new ids from `ids`.
  public CallRecorder(Clock clock, UuidV7 ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /// Writes records of calls for `organisation`, the tenant that `session` acts for, as they are,
  /// and gives what became of each, in their order. One that is there stays as it was. It is there
  /// when its id is, or, when it comes without an id, when its source reported its `call_uuid`
  /// before; with an id of its own it is another call that the switch gave the same `call_uuid`.
  public List<Outcome> record(Session session, OrganisationId organisation, List<Draft> drafts) {
    return new RecordBatch(session, organisation.value(), clock, ids, drafts).write();
  }

  /// Joins `reports` to what is known of the calls that they are about, and gives what became of
  /// each, in their order: `Inserted`, `Updated`, `Unchanged`, or `Conflict` for a report of a call
  /// that is not there which does not say who called whom. A conversation that the organisation
  /// does not have is left out.
  public List<Outcome> report(
      Session session, OrganisationId organisation, List<CallReport> reports) {
    return new ReportBatch(session, organisation.value(), clock, ids, reports).write();
  }

  /// Adds what `reports` tell to the calls of other sources that they are about, found by SIP
  /// Call-ID, and gives what became of each, in their order: `Updated`, `Unchanged`, or `Conflict`
  /// where there is no such call. Who called whom, when a call began and that it ended stays as its
  /// own source says.
  public List<Outcome> enrich(
      Session session, OrganisationId organisation, List<CallReport> reports) {
    return new Enrichment(session, organisation.value(), clock, reports).write();
  }

  /// The calls of `callSource` that go on, as far as is known.
  public List<OpenCall> open(Session session, OrganisationId organisation, String callSource) {
    return OpenCall.of(session, organisation.value(), callSource);
  }

  /// The calls that go on, as far as is known, by the source that reported them, but those of the
  /// sources `others`, and but those that clients made.
  public Map<String, List<OpenCall>> openReported(
      Session session, OrganisationId organisation, Collection<String> others) {
    return OpenCall.reported(session, organisation.value(), others);
  }

  /// Writes the calls that a client makes, and gives what became of each, in their order:
  /// `Inserted`, `Exists` when its source already reported its `call_uuid`, or `UnknownRelated`.
  public List<Outcome> create(Session session, OrganisationId organisation, List<Draft> drafts) {
    var tenant = organisation.value();
    var conversations = KnownConversations.of(session, tenant, conversations(drafts));
    var rows =
        drafts.stream()
            .filter(draft -> conversations.allow(conversation(draft)))
            .map(this::making)
            .toList();
    // In the order of their keys, in which every batch inserts.
    var ordered = rows.stream().sorted(Comparator.comparing(CallTable.Row::key)).toList();
    var written =
        rows.isEmpty()
            ? Set.<UUID>of()
            : CallTable.insert(session, tenant, clock.instant(), ordered);
    var next = rows.iterator();
    var outcomes = new ArrayList<Outcome>();
    for (var draft : drafts) {
      outcomes.add(
          conversations.allow(conversation(draft))
              ? made(session, tenant, next.next(), written)
              : new Outcome.UnknownRelated(
                  CONVERSATION, Objects.requireNonNull(conversation(draft))));
    }
    return outcomes;
  }

  private CallTable.Row making(Draft draft) {
    var facts = CallStatement.making(draft, false);
    return new CallTable.Row(ids.next(), CallKey.of(draft), 0, facts);
  }

  private static Outcome made(Session session, UUID tenant, CallTable.Row row, Set<UUID> written) {
    if (written.contains(row.id())) {
      return new Outcome.Inserted(row.id());
    }
    var there = CallTable.find(session, tenant, row.key());
    return there == null
        ? new Outcome.Conflict("The same call is being written by others; try again.")
        : new Outcome.Exists(there);
  }

  /// Changes what `changes` names of the call `id`: `Updated`, `Unchanged`, `Missing`, `Stale`,
  /// `InvalidTransition`, `UnknownRelated`, or `Exists` when another call has the new identity.
  public Outcome amend(
      Session session,
      OrganisationId organisation,
      UUID id,
      Draft changes,
      Precondition precondition) {
    var tenant = organisation.value();
    var found = StoredCall.lock(session, tenant, id);
    if (found.isEmpty()) {
      return new Outcome.Missing();
    }
    var call = found.get();
    if (!precondition.allows(call.version())) {
      return new Outcome.Stale();
    }
    var unknown = unknownConversation(session, tenant, changes);
    if (unknown != null) {
      return unknown;
    }
    var amendment = Amendment.of(call, changes, clock.instant());
    if (amendment.fault() != null) {
      return amendment.fault();
    }
    if (!amendment.changesAnything()) {
      return new Outcome.Unchanged(id);
    }
    if (amendment.changesKey()) {
      var other = CallTable.find(session, tenant, amendment.key());
      if (other != null) {
        return new Outcome.Exists(other);
      }
    }
    CallTable.update(session, tenant, clock.instant(), List.of(amendment.change()));
    return new Outcome.Updated(id);
  }

  private static Outcome.@Nullable UnknownRelated unknownConversation(
      Session session, UUID tenant, Draft draft) {
    var conversation = conversation(draft);
    return conversation != null
            && !KnownConversations.of(session, tenant, List.of(conversation)).allow(conversation)
        ? new Outcome.UnknownRelated(CONVERSATION, conversation)
        : null;
  }

  private static @Nullable UUID conversation(Draft draft) {
    return (UUID) draft.value(CONVERSATION);
  }

  private static Set<UUID> conversations(List<Draft> drafts) {
    return drafts.stream()
        .flatMap(draft -> Optional.ofNullable(conversation(draft)).stream())
        .collect(Collectors.toSet());
  }
}
