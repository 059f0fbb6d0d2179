package rollcall.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import rollcall.database.DatabaseSettings;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.ingest.DirectionRules;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// A fresh database with an inbox, and what is in both.
final class TestInbox implements AutoCloseable {
  final TestDatabase database;
  final List<Observation> observations = new CopyOnWriteArrayList<>();

  TestInbox() {
    this(_ -> {});
  }

  /// One whose database tells `first` what it does.
  TestInbox(Observer first) {
    database =
        TestDatabase.create(
            DatabaseSettings.DEFAULT.withPoolSize(12),
            observation -> {
              first.observe(observation);
              observations.add(observation);
            });
  }

  Inbox open(int processors) {
    return open(InboxSettings.DEFAULT.withProcessors(processors));
  }

  Inbox open(InboxSettings settings) {
    return Inbox.open(
        database.database(), Directions.NONE, settings, Clock.systemUTC(), observations::add);
  }

  InboxRecords records() {
    return new InboxRecords(database.database(), Clock.systemUTC());
  }

  static Receipt put(Inbox inbox, Message message) {
    return inbox.put(message, message.read(DirectionRules.NONE));
  }

  /// The calls of `tenant` with all that is told of them, in the order of their ids at the switch.
  List<String> calls(Tenant tenant) {
    return texts(
        tenant,
        "select concat_ws(' ', call_uuid, status, answered_at, ended_at, from_number) from calls"
            + " order by call_uuid");
  }

  List<String> texts(Tenant tenant, String sql) {
    return database.texts(tenant, sql);
  }

  /// How many entries of `tenant` are in `state`.
  long count(Tenant tenant, String state) {
    return records().counts(Told.organisation(tenant)).stream()
        .filter(count -> count.state().equals(state))
        .mapToLong(InboxRecords.Count::messages)
        .sum();
  }

  void administer(String sql) {
    database.database().administer(session -> session.update(new SqlStatement(sql, List.of())));
  }

  /// Has what awaits a call come due an hour later, so that only the call itself wakes it.
  void postponeAwaiting(Tenant tenant) {
    var postponed =
        database
            .database()
            .write(
                tenant,
                session ->
                    session.update(
                        InboxTable.statement(
                            "update inbox set due_at = due_at + interval '1 hour'"
                                + " where awaits is not null")));
    assertThat(postponed).isPositive();
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come to pass");
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
