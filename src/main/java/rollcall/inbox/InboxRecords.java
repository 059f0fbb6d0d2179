package rollcall.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
  /// The most messages done with that are counted, of all sources of an organisation: there is a
  /// week of them, and nobody waits until all are read.
  static final int MOST_COUNTED = 100_000;

  /// How many messages a transaction has tried again.
  private static final int RETRIED_AT_ONCE = 2_000;

  private final Database database;
  private final Clock clock;
  private final int mostCounted;
  private final int retriedAtOnce;

  /// The inboxes in `database`.
  public InboxRecords(Database database, Clock clock) {
    this(database, clock, MOST_COUNTED, RETRIED_AT_ONCE);
  }

  /// The same with other bounds.
  InboxRecords(Database database, Clock clock, int mostCounted, int retriedAtOnce) {
    this.database = database;
    this.clock = clock;
    this.mostCounted = mostCounted;
    this.retriedAtOnce = retriedAtOnce;
  }

  /// How many messages of `source` are in `state`; when `orMore`, there may be more.
  public record Count(String source, String state, long messages, boolean orMore) {}

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

  /// How many messages there are, by source and state; of those that were done with, only the
  /// newest are counted, [#MOST_COUNTED] of all sources together.
  public List<Count> counts(OrganisationId organisation) {
    var id = organisation.value();
    var counts =
        new ArrayList<>(
            read(
                organisation,
                InboxTable.statement(COUNT_DONE, id, mostCounted),
                InboxRecords::count));
    if (counts.stream().mapToLong(Count::messages).sum() == mostCounted) {
      counts.replaceAll(it -> new Count(it.source(), it.state(), it.messages(), true));
    }
    counts.addAll(
        read(organisation, InboxTable.statement(COUNT_OTHERS, id, id), InboxRecords::count));
    counts.sort(Comparator.comparing(Count::source).thenComparing(Count::state));
    return counts;
  }

  private static Count count(Rows rows) {
    return new Count(rows.text(0), rows.text(1), rows.integer(2), false);
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
    var retried = 0L;
    var after = new UUID(0, 0);
    // By id, or a server that refuses them once more meanwhile would keep this going.
    for (var next = refused(organisation, source, after);
        !next.isEmpty();
        next = refused(organisation, source, after)) {
      retried += change(organisation, RETRY_SOME, clock.instant(), organisation.value(), next);
      after = next.getLast();
    }
    return retried;
  }

  /// The next ids of refused messages after `after`.
  private List<UUID> refused(OrganisationId organisation, @Nullable SourceName source, UUID after) {
    var name = source == null ? SqlStatement.NULL : source.value();
    return read(
        organisation,
        InboxTable.statement(NEXT_REFUSED, organisation.value(), after, name, retriedAtOnce),
        rows -> rows.uuid(0));
  }

  private long change(OrganisationId organisation, String text, Object... binds) {
    return database.write(
        new Tenant(organisation.value()),
        session -> session.update(InboxTable.statement(text, binds)));
  }

  private static final String COUNT_DONE =
      """
      select source, 'done', count(*) from (
        select source from inbox where organisation_id = ? and state = 'done'
          order by id desc limit ?) as newest
        group by source
      """;

  /// Each part has an index of its rows alone.
  private static final String COUNT_OTHERS =
      """
      select source, 'refused', count(*) from inbox
        where organisation_id = ? and state = 'refused' group by source
      union all
      select source, 'waiting', count(*) from inbox
        where organisation_id = ? and state = 'waiting' group by source
      """;

  private static final String KEPT =
      "select id, received_at, source, kind, state, attempts, coalesce(fault, ''), key, body"
          + " from inbox where organisation_id = ? and ";

  private static final String REFUSED = KEPT + "state = 'refused' order by id desc limit ?";

  private static final String FIND = KEPT + "id = ?";

  private static final String NEXT_REFUSED =
      "select id from inbox where organisation_id = ? and state = 'refused' and id > ?"
          + " and source = coalesce(?::text, source) order by id limit ?";

  private static final String RETRY_SOME =
      "update inbox set state = 'waiting', due_at = ?, attempts = 0, awaits = null"
          + " where organisation_id = ? and state = 'refused' and id = any(?::uuid[])";

  private static final String RETRY_ONE =
      "update inbox set state = 'waiting', due_at = ?, attempts = 0, awaits = null"
          + " where organisation_id = ? and state = 'refused' and id = ?";
}
