package rollcall.organisations;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.sql.InsertWriter;

/// Writes an organisation that is not there yet; one that is there stays as it was. Thread-safe.
public final class OrganisationRecorder {
  private static final InsertWriter INSERT = new InsertWriter(Organisations.TYPE);

  private final Clock clock;

  /// A recorder that takes the time of writing from `clock`.
  public OrganisationRecorder(Clock clock) {
    this.clock = clock;
  }

  /// Writes `draft`, whose id is that of the tenant that `session` acts for.
  public Outcome record(Session session, Draft draft) {
    UUID id = draft.id().orElseThrow();
    return INSERT.insert(session, id, clock.instant(), List.of(draft)).isEmpty()
        ? new Outcome.Unchanged(id)
        : new Outcome.Inserted(id);
  }
}
