package rollcall.organisations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.sql.InsertWriter;

/// Writes an organisation that is not there yet, and changes what an operator sets of one that is.
/// Thread-safe.
public final class OrganisationRecorder {
  private static final InsertWriter INSERT = new InsertWriter(Organisations.TYPE);

  private final Clock clock;

  /// A recorder that takes the time of writing from `clock`.
  public OrganisationRecorder(Clock clock) {
    this.clock = clock;
  }

  /// Writes `draft`, whose id is that of the tenant that `session` acts for; one that is there
  /// stays as it was.
  public Outcome record(Session session, Draft draft) {
    UUID id = draft.id().orElseThrow();
    return INSERT.insert(session, id, clock.instant(), List.of(draft)).isEmpty()
        ? new Outcome.Unchanged(id)
        : new Outcome.Inserted(id);
  }

  /// Gives `organisation`, the tenant that `session` acts for, the default country of that ISO 3166
  /// code, or none: `Updated`, or `Missing`.
  public Outcome setDefaultCountry(
      Session session, OrganisationId organisation, Optional<String> code) {
    return set(session, organisation, "default_country", code);
  }

  /// Has the calls of `organisation`, the tenant that `session` acts for, removed after so many
  /// days, one or more, or kept: `Updated`, or `Missing`.
  public Outcome setRetention(
      Session session, OrganisationId organisation, Optional<Integer> days) {
    return set(session, organisation, "retention_days", days);
  }

  private Outcome set(
      Session session, OrganisationId organisation, String column, Optional<?> value) {
    var id = organisation.value();
    Object bind = value.isPresent() ? value.get() : SqlStatement.NULL;
    Instant now = clock.instant();
    // No two versions have the same date.
    var statement =
        "update organisations set "
            + column
            + " = ?, updated_at = greatest(?, updated_at + interval '1 microsecond') where id = ?";
    var changed = session.update(new SqlStatement(statement, List.of(bind, now, id)));
    return changed == 0 ? new Outcome.Missing() : new Outcome.Updated(id);
  }
}
