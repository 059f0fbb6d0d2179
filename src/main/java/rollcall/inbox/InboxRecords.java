package rollcall.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.Rows;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// What an operator sees and does of an organisation's inbox, beside the server or without it.
/// Thread-safe.
public final class InboxRecords {
  private final Database database;
  private final Clock clock;

  /// The inboxes in `database`.
  public InboxRecords(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// How many messages of `source` are in `state`.
  public record Count(String source, String state, long messages) {}

  /// A message that is kept. `fault` is why it was refused or is still waiting, or empty; the body
  /// is the text that came, and whoever wrote it may be anybody.
  public record Kept(
      UUID id,
      Instant receivedAt,
      String source,
      String kind,
      String state,
      int attempts,
      String fault,
      String key,
      String body) {}

  /// How many messages there are, by source and state.
  public List<Count> counts(OrganisationId organisation) {
    return read(
        organisation,
        InboxTable.statement(COUNTS, organisation.value()),
        rows -> new Count(rows.text(0), rows.text(1), rows.integer(2)));
  }

  /// The newest refused messages, at most `most`.
  public List<Kept> refused(OrganisationId organisation, int most) {
    return read(
        organisation,
        InboxTable.statement(REFUSED, organisation.value(), most),
        InboxRecords::kept);
  }

  /// The message of that id.
  public Optional<Kept> find(OrganisationId organisation, UUID id) {
    return read(
            organisation, InboxTable.statement(FIND, organisation.value(), id), InboxRecords::kept)
        .stream()
        .findFirst();
  }

  private static Kept kept(Rows rows) {
    return new Kept(
        rows.uuid(0),
        rows.moment(1),
        rows.text(2),
        rows.text(3),
        rows.text(4),
        (int) rows.integer(5),
        rows.text(6),
        rows.text(7),
        new String(rows.bytes(8), StandardCharsets.UTF_8));
  }

  private <T> List<T> read(OrganisationId organisation, SqlStatement query, Function<Rows, T> row) {
    return database.read(
        new Tenant(organisation.value()),
        new Cancellation(),
        session -> {
          var all = new ArrayList<T>();
          var rows = session.query(query);
          while (rows.next()) {
            all.add(row.apply(rows));
          }
          return all;
        });
  }

  /// Has the refused message of that id tried again; false when there is none.
  public boolean retry(OrganisationId organisation, UUID id) {
    return change(organisation, RETRY_ONE, clock.instant(), organisation.value(), id) > 0;
  }

  /// Has all refused messages tried again, those of `source` where it is given, and says how many
  /// they are.
  public long retryAll(OrganisationId organisation, @Nullable SourceName source) {
    var name = source == null ? SqlStatement.NULL : source.value();
    return change(organisation, RETRY_ALL, clock.instant(), organisation.value(), name);
  }

  private long change(OrganisationId organisation, String text, Object... binds) {
    return database.write(
        new Tenant(organisation.value()),
        session -> session.update(InboxTable.statement(text, binds)));
  }

  private static final String COUNTS =
      "select source, state, count(*) from inbox where organisation_id = ?"
          + " group by source, state order by source, state";

  private static final String KEPT =
      "select id, received_at, source, kind, state, attempts, coalesce(fault, ''), key, body"
          + " from inbox where organisation_id = ? and ";

  private static final String REFUSED = KEPT + "state = 'refused' order by id desc limit ?";

  private static final String FIND = KEPT + "id = ?";

  private static final String RETRY_ALL =
      "update inbox set state = 'waiting', due_at = ?, attempts = 0, awaits = null"
          + " where organisation_id = ? and state = 'refused' and source = coalesce(?::text, source)";

  private static final String RETRY_ONE =
      "update inbox set state = 'waiting', due_at = ?, attempts = 0, awaits = null"
          + " where organisation_id = ? and state = 'refused' and id = ?";
}
