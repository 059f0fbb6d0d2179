package rollcall.conversations;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.Precondition;
import rollcall.jsonapi.sql.InsertWriter;
import rollcall.jsonapi.sql.UpdateWriter;
import rollcall.organisations.OrganisationId;

/// The one way in which conversations are written. Thread-safe.
public final class ConversationRecorder {
  private static final InsertWriter INSERT = new InsertWriter(Conversations.TYPE);
  private static final UpdateWriter UPDATE = new UpdateWriter(Conversations.TYPE, List.of());

  private final SecureRandom random = new SecureRandom();

  private final Clock clock;
  private final UuidV7 ids;

  /// A recorder that takes the time of writing from `clock` and new ids from `ids`.
  public ConversationRecorder(Clock clock, UuidV7 ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /// Writes those of `drafts` that are not there yet for `organisation`, the tenant that `session`
  /// acts for, and gives what became of each, in their order; one that is there stays as it was.
  public List<Outcome> record(Session session, OrganisationId organisation, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    var completed = drafts.stream().map(this::completed).toList();
    var written = INSERT.insert(session, organisation.value(), clock.instant(), completed);
    return completed.stream()
        .map(draft -> draft.id().orElseThrow())
        // Removed as it is met: the second of two with the same id was not the one written.
        .<Outcome>map(
            id -> written.remove(id) ? new Outcome.Inserted(id) : new Outcome.Unchanged(id))
        .toList();
  }

  /// Writes the conversations that a client makes, and gives what became of each, in their order:
  /// `Inserted`.
  public List<Outcome> create(Session session, OrganisationId organisation, List<Draft> drafts) {
    return record(session, organisation, drafts);
  }

  /// Changes what `changes` names of the conversation `id`: `Updated`, `Unchanged`, `Missing` or
  /// `Stale`.
  public Outcome amend(
      Session session,
      OrganisationId organisation,
      UUID id,
      Draft changes,
      Precondition precondition) {
    var tenant = organisation.value();
    var found = StoredConversation.lock(session, tenant, id);
    if (found.isEmpty()) {
      return new Outcome.Missing();
    }
    var conversation = found.get();
    if (!precondition.allows(conversation.version())) {
      return new Outcome.Stale();
    }
    var changed = conversation.with(changes);
    if (changed.equals(conversation.draft())) {
      return new Outcome.Unchanged(id);
    }
    UPDATE.update(
        session,
        tenant,
        clock.instant(),
        List.of(conversation.version()),
        List.of(changed),
        List.of());
    return new Outcome.Updated(id);
  }

  /// The draft with an id and with a value for all that must have one.
  private Draft completed(Draft draft) {
    var values = new ArrayList<@Nullable Object>(draft.values());
    fill(values, "mode", "voice".equals(draft.value("channel")) ? "voice" : "text");
    fill(values, "status", "active");
    fill(values, "metadata", "{}");
    fill(values, "public_id", publicId());
    return new Draft(
        draft.type(), Optional.of(draft.id().orElseGet(ids::next)), values, draft.named());
  }

  private static void fill(List<@Nullable Object> values, String attribute, String value) {
    var position = Conversations.TYPE.position(attribute);
    if (values.get(position) == null) {
      values.set(position, value);
    }
  }

  /// Not guessed by those who were not told it, and not made from the id.
  private String publicId() {
    return "conv_" + HexFormat.of().toHexDigits(random.nextLong());
  }
}
