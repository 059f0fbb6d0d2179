package rollcall.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// The statements of the server on the inbox. Rows that another transaction works on are left to
/// it, so that no two wait for each other.
final class InboxTable {
  /// The most entries that are due again at once because their calls became known.
  private static final int WOKEN_AT_ONCE = 10_000;

  private InboxTable() {}

  /// Keeps `batch` as entries that are to be reported, and gives the ids of those that were not
  /// there.
  static Set<UUID> insert(Session session, OrganisationId organisation, List<Pending> batch) {
    return insert(session, organisation, batch, "waiting", SqlStatement.NULL);
  }

  /// Keeps `batch` as entries that are reported in the same transaction, and gives the ids of those
  /// that were not there.
  static Set<UUID> insertDone(
      Session session, OrganisationId organisation, Instant now, List<Pending> batch) {
    return insert(session, organisation, batch, "done", now);
  }

  private static Set<UUID> insert(
      Session session,
      OrganisationId organisation,
      List<Pending> batch,
      String state,
      Object processedAt) {
    // Two writers that have the same two messages must take them in one order.
    var rows =
        batch.stream()
            .sorted(
                Comparator.comparing((Pending it) -> it.message().source().value())
                    .thenComparing(Pending::key))
            .toList();
    var result =
        session.query(
            statement(
                INSERT,
                organisation.value(),
                state,
                processedAt,
                column(rows, it -> it.message().source().value()),
                column(rows, Pending::key),
                column(rows, Pending::id),
                column(rows, it -> it.message().receivedAt()),
                column(rows, it -> it.message().kind().word()),
                column(rows, it -> it.message().id().orElse(null)),
                column(rows, it -> it.message().body()),
                column(rows, it -> it.message().isEnriching())));
    var added = new HashSet<UUID>();
    while (result.next()) {
      added.add(result.uuid(0));
    }
    return added;
  }

  /// Locks and gives the next entries that are due: at most `limit`, and about that many bytes.
  static List<Entry> takeDue(
      Session session, OrganisationId organisation, Instant now, int limit, long bytes) {
    return entries(
        organisation, session.query(statement(TAKE_DUE, organisation.value(), now, limit, bytes)));
  }

  /// The entries that were done with ids after `after`, in order: at most `limit`, and about that
  /// many bytes.
  static List<Entry> done(
      Session session,
      OrganisationId organisation,
      @Nullable SourceName source,
      UUID after,
      int limit,
      long bytes) {
    var name = source == null ? SqlStatement.NULL : source.value();
    return entries(
        organisation,
        session.query(statement(DONE, organisation.value(), after, name, limit, bytes)));
  }

  private static List<Entry> entries(OrganisationId organisation, Rows rows) {
    var entries = new ArrayList<Entry>();
    while (rows.next()) {
      entries.add(
          new Entry(
              rows.uuid(0), rows.text(2), (int) rows.integer(6), message(organisation, rows)));
    }
    return entries;
  }

  private static Message message(OrganisationId organisation, Rows rows) {
    var plain =
        Message.of(
            organisation,
            new SourceName(rows.text(1)),
            InboxKind.of(rows.text(3)),
            rows.moment(4),
            rows.bytes(7));
    var message = rows.isNull(5) ? plain : plain.withId(rows.text(5));
    return rows.bool(8) ? message.enriching() : message;
  }

  /// Writes down what became of `entries`, which are locked.
  static void settle(
      Session session,
      OrganisationId organisation,
      Instant now,
      List<Entry> entries,
      List<Verdict> verdicts) {
    var rows = verdicts.stream().map(verdict -> Settled.of(verdict, now)).toList();
    session.update(
        statement(
            SETTLE,
            now,
            column(entries, it -> it.message().source().value()),
            column(entries, Entry::key),
            column(rows, Settled::state),
            column(rows, Settled::fault),
            column(rows, Settled::awaits),
            column(rows, Settled::dueAt),
            organisation.value()));
  }

  private record Settled(
      String state, @Nullable String fault, @Nullable String awaits, Instant dueAt) {
    /// The longest reason that is kept.
    private static final int FAULT_CHARACTERS = 1_000;

    static Settled of(Verdict verdict, Instant now) {
      return switch (verdict) {
        case Verdict.Done _ -> new Settled("done", null, null, now);
        case Verdict.Refused(var reason) -> new Settled("refused", plain(reason), null, now);
        case Verdict.Later(var reason, var delay) ->
            new Settled("waiting", plain(reason), null, now.plus(delay));
        case Verdict.Early(var awaits, var reason, var delay) ->
            new Settled("waiting", plain(reason), awaits, now.plus(delay));
      };
    }

    /// A reason may repeat what a stranger wrote, which PostgreSQL need not be able to hold.
    private static String plain(String reason) {
      return reason
          .substring(0, Math.min(reason.length(), FAULT_CHARACTERS))
          .replaceAll("[\\x00\\p{Cs}]", "\uFFFD");
    }
  }

  /// Makes due what waits for one of the calls that were `made`, as the same source or by SIP
  /// Call-ID; says how much.
  static long wake(Session session, OrganisationId organisation, Instant now, Reading.Made made) {
    if (made.identifiers().isEmpty()) {
      return 0;
    }
    var woken =
        session.query(
            statement(
                WAITING_FOR,
                organisation.value(),
                List.copyOf(made.identifiers()),
                List.copyOf(made.sources()),
                now,
                WOKEN_AT_ONCE));
    var sources = new ArrayList<String>();
    var keys = new ArrayList<String>();
    while (woken.next()) {
      sources.add(woken.text(0));
      keys.add(woken.text(1));
    }
    // Seldom any, so that most need no second statement.
    return keys.isEmpty()
        ? 0
        : session.update(statement(WAKE, now, sources, keys, organisation.value()));
  }

  /// Removes up to `limit` entries in `state` that came before `before`, oldest first, and says how
  /// many it were.
  static long remove(
      Session session, OrganisationId organisation, String state, UUID before, int limit) {
    var tenant = organisation.value();
    return session.update(statement(REMOVE, tenant, tenant, state, before, limit));
  }

  /// The organisations that have something due; for the owner.
  static List<OrganisationId> withDue(Session owner, Instant now) {
    return organisations(owner.query(statement(WITH_DUE, now)));
  }

  /// All organisations; for the owner.
  static List<OrganisationId> all(Session owner) {
    return organisations(owner.query(statement("select id from organisations")));
  }

  private static List<OrganisationId> organisations(Rows rows) {
    var organisations = new ArrayList<OrganisationId>();
    while (rows.next()) {
      organisations.add(new OrganisationId(rows.uuid(0)));
    }
    return organisations;
  }

  static SqlStatement statement(String text, Object... binds) {
    return new SqlStatement(text, Arrays.asList(binds));
  }

  private static <R, V> List<@Nullable V> column(List<R> rows, Function<R, @Nullable V> value) {
    var column = new ArrayList<@Nullable V>();
    rows.forEach(row -> column.add(value.apply(row)));
    return column;
  }

  private static final String INSERT =
      """
      insert into inbox (organisation_id, state, processed_at, source, key, id, received_at, due_at,
          kind, message_id, body, enriches)
        select ?, ?, ?::timestamptz, n.source, n.key, n.id, n.received_at, n.received_at, n.kind,
            n.message_id, n.body, n.enriches
          from unnest(?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[],
            ?::bytea[], ?::boolean[])
            as n (source, key, id, received_at, kind, message_id, body, enriches)
        on conflict (organisation_id, source, key) do nothing
        returning id
      """;

  /// What is read of an entry, of those `chosen` that fit into some bytes; always one at least.
  private static final String ENTRIES =
      """
      , sized as (
          select c.*, sum(octet_length(c.body)) over (order by c.due_at, c.id)
              - octet_length(c.body) as bytes_before
            from chosen c)
        select id, source, key, kind, received_at, message_id, attempts, body, enriches
          from sized
          where bytes_before < ? order by due_at, id
      """;

  private static final String TAKE_DUE =
      """
      with chosen as (
        select id, source, key, kind, received_at, due_at, message_id, attempts, body, enriches
          from inbox
          where organisation_id = ? and state = 'waiting' and due_at <= ?
          order by due_at, id limit ? for update skip locked)
      """
          + ENTRIES;

  private static final String DONE =
      """
      with chosen as (
        select id, source, key, kind, received_at, received_at as due_at, message_id, attempts,
            body, enriches
          from inbox
          where organisation_id = ? and state = 'done' and id > ?
            and source = coalesce(?::text, source)
          order by id limit ?)
      """
          + ENTRIES;

  private static final String SETTLE =
      """
      update inbox i set state = n.state, fault = n.fault, awaits = n.awaits, due_at = n.due_at,
          attempts = i.attempts + 1, processed_at = ?
        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
          as n (source, key, state, fault, awaits, due_at)
        where i.organisation_id = ? and i.source = n.source and i.key = n.key
      """;

  private static final String WAITING_FOR =
      """
      select source, key from inbox
        where organisation_id = ? and state = 'waiting' and awaits = any(?::text[])
          and (enriches or source = any(?::text[])) and due_at > ?
        limit ? for update skip locked
      """;

  private static final String WAKE =
      """
      update inbox i set due_at = ? from unnest(?::text[], ?::text[]) as n (source, key)
        where i.organisation_id = ? and i.source = n.source and i.key = n.key
      """;

  private static final String REMOVE =
      """
      delete from inbox i where i.organisation_id = ? and i.id in (
        select r.id from inbox r
          where r.organisation_id = ? and r.state = ? and r.id < ?
          order by r.id limit ? for update skip locked)
      """;

  private static final String WITH_DUE =
      """
      select o.id from organisations o where exists (
        select from inbox i
          where i.organisation_id = o.id and i.state = 'waiting' and i.due_at <= ?)
      """;
}
