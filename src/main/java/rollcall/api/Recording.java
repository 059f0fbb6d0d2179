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

/// How clients make and change the resources of one type: what its drafts are held to, and the
/// recorder that writes them. Thread-safe.
record Recording(WritableType writable, Creation creation, Change change) {
  /// Makes resources.
  @FunctionalInterface
  interface Creation {
    /// Makes the resources of `drafts`, and gives what became of each, in their order.
    List<Outcome> create(Session session, OrganisationId organisation, List<Draft> drafts);
  }

  /// Changes a resource.
  @FunctionalInterface
  interface Change {
    /// Changes what `changes` names of the resource `id`.
    Outcome amend(
        Session session,
        OrganisationId organisation,
        UUID id,
        Draft changes,
        Precondition precondition);
  }

  /// Calls.
  static Recording of(CallRecorder calls) {
    var writable = new WritableType(Calls.TYPE, new CallSense());
    return new Recording(writable, calls::create, calls::amend);
  }

  /// Conversations.
  static Recording of(ConversationRecorder conversations) {
    var writable = new WritableType(Conversations.TYPE, DraftCheck.NONE);
    return new Recording(writable, conversations::create, conversations::amend);
  }
}
