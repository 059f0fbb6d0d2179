package rollcall.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;

/// The answers to writes that had an idempotency key, kept for a day in the transaction of the
/// write itself. Thread-safe.
final class KeptAnswers {
  /// How long an answer is given again.
  static final Duration KEPT = Duration.ofHours(24);

  /// How many answers that are no longer given again one write removes.
  private static final int REMOVED_AT_ONCE = 100;

  private final Clock clock;

  KeptAnswers(Clock clock) {
    this.clock = clock;
  }

  /// What is known of a key.
  sealed interface Known {
    /// Nothing: the request is the first.
    record Nothing() implements Known {}

    /// The same request had it, and got that answer.
    record Same(WriteAnswer answer) implements Known {}

    /// Another request had it.
    record Other() implements Known {}

    /// A request that is still running has it.
    record InUse() implements Known {}
  }

  /// What is known of `key` for `write`. After `Nothing`, no other request gets the key until the
  /// transaction ends.
  Known find(Session session, WriteRequest write, String key, WriteAnswer.Form form) {
    // A statement of its own: the next one then sees what was committed before the lock was free.
    var lock = session.query(LOCK.of(write.lock(key)));
    lock.next();
    if (!lock.bool(0)) {
      return new Known.InUse();
    }
    var rows =
        session.query(FIND.of(write.tenant().organisationId(), write.route(), key, oldest()));
    if (!rows.next()) {
      return new Known.Nothing();
    }
    return rows.text(0).equals(write.fingerprint())
        ? new Known.Same(answer(rows, form))
        : new Known.Other();
  }

  private Instant oldest() {
    return clock.instant().minus(KEPT);
  }

  private static WriteAnswer answer(Rows rows, WriteAnswer.Form form) {
    return new WriteAnswer(
        (int) rows.integer(1), optional(rows, 2), optional(rows, 3), rows.text(4), form);
  }

  private static Optional<String> optional(Rows rows, int column) {
    return rows.isNull(column) ? Optional.empty() : Optional.of(rows.text(column));
  }

  /// Keeps the answer to `write` under `key`, and removes some that were kept long enough.
  void keep(Session session, WriteRequest write, String key, WriteAnswer answer) {
    var organisation = write.tenant().organisationId();
    removeOld(session, organisation);
    session.update(
        KEEP.of(
            organisation,
            clock.instant(),
            answer.status(),
            write.route(),
            key,
            write.fingerprint(),
            answer.location().<Object>map(text -> text).orElse(SqlStatement.NULL),
            answer.entityTag().<Object>map(text -> text).orElse(SqlStatement.NULL),
            answer.body()));
  }

  /// Looks first, since there is mostly nothing to remove.
  private void removeOld(Session session, UUID organisation) {
    var routes = new ArrayList<String>();
    var keys = new ArrayList<String>();
    var old = session.query(OLD.of(organisation, oldest(), REMOVED_AT_ONCE));
    while (old.next()) {
      routes.add(old.text(0));
      keys.add(old.text(1));
    }
    if (!keys.isEmpty()) {
      session.update(REMOVE.of(organisation, routes, keys));
    }
  }

  private record Text(String sql) {
    private SqlStatement of(Object... binds) {
      return new SqlStatement(sql, List.of(binds));
    }
  }

  private static final Text LOCK = new Text("select pg_try_advisory_xact_lock(?)");

  private static final Text FIND =
      new Text(
          "select fingerprint, status, location, etag, body from idempotency_keys"
              + " where organisation_id = ? and route = ? and key = ? and created_at > ?");

  /// Rows that others remove are left to them.
  private static final Text OLD =
      new Text(
          "select route, key from idempotency_keys where organisation_id = ? and created_at <= ?"
              + " order by created_at limit ? for update skip locked");

  private static final Text REMOVE =
      new Text(
          "delete from idempotency_keys where organisation_id = ?"
              + " and (route, key) in (select * from unnest(?::text[], ?::text[]))");

  /// Takes the place of an answer that is no longer given again.
  private static final Text KEEP =
      new Text(
          "insert into idempotency_keys (organisation_id, created_at, status, route, key,"
              + " fingerprint, location, etag, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
              + " on conflict (organisation_id, route, key) do update set"
              + " created_at = excluded.created_at, status = excluded.status,"
              + " fingerprint = excluded.fingerprint, location = excluded.location,"
              + " etag = excluded.etag, body = excluded.body");
}
