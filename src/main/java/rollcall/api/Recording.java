package rollcall.api;

import java.util.List;
import java.util.UUID;
import rollcall.calls.CallRecorder;
import rollcall.calls.CallSense;
import rollcall.calls.Calls;
import rollcall.conversations.ConversationRecorder;
import rollcall.conversations.Conversations;
import rollcall.database.Session;
import rollcall.jsonapi.document.WritableType;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.DraftCheck;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.Precondition;
import rollcall.organisations.OrganisationId;

/// How clients make and change the resources of one type. Implementations are thread-safe.
sealed interface Recording {
  /// The type, and what its drafts are held to.
  WritableType writable();

  /// Makes the resources of `drafts`, and gives what became of each, in their order.
  List<Outcome> create(Session session, OrganisationId organisation, List<Draft> drafts);

  /// Changes what `changes` names of the resource `id`.
  Outcome amend(
      Session session,
      OrganisationId organisation,
      UUID id,
      Draft changes,
      Precondition precondition);

  /// Calls.
  record OfCalls(CallRecorder recorder) implements Recording {
    private static final WritableType WRITABLE = new WritableType(Calls.TYPE, new CallSense());

    @Override
    public WritableType writable() {
      return WRITABLE;
    }

    @Override
    public List<Outcome> create(Session session, OrganisationId organisation, List<Draft> drafts) {
      return recorder.create(session, organisation, drafts);
    }

    @Override
    public Outcome amend(
        Session session,
        OrganisationId organisation,
        UUID id,
        Draft changes,
        Precondition precondition) {
      return recorder.amend(session, organisation, id, changes, precondition);
    }
  }

  /// Conversations.
  record OfConversations(ConversationRecorder recorder) implements Recording {
    private static final WritableType WRITABLE =
        new WritableType(Conversations.TYPE, DraftCheck.NONE);

    @Override
    public WritableType writable() {
      return WRITABLE;
    }

    @Override
    public List<Outcome> create(Session session, OrganisationId organisation, List<Draft> drafts) {
      return recorder.create(session, organisation, drafts);
    }

    @Override
    public Outcome amend(
        Session session,
        OrganisationId organisation,
        UUID id,
        Draft changes,
        Precondition precondition) {
      return recorder.amend(session, organisation, id, changes, precondition);
    }
  }
}
