package rollcall.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.Session;
import rollcall.database.Tenant;

/// What becomes of messages that are in the inbox.
final class ProcessingTest {
  private TestInbox test;
  private Tenant tenant;

  @BeforeEach
  void create() {
    test = new TestInbox();
    tenant = test.database.createOrganisation();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static List<Message> story(Tenant tenant, int calls) {
    var messages = new ArrayList<Message>();
    for (int i = 0; i < calls; i++) {
      messages.add(Told.began(tenant, "c" + i));
      messages.add(Told.answered(tenant, "c" + i));
      messages.add(Told.completed(tenant, "c" + i));
    }
    return messages;
  }

  /// Puts `messages` into an inbox that nobody reads yet.
  private void keep(List<Message> messages) {
    try (var inbox = test.open(0)) {
      messages.forEach(message -> TestInbox.put(inbox, message));
    }
  }

  private void awaitNoneWaiting() throws InterruptedException {
    TestInbox.await(() -> test.count(tenant, "waiting") == 0);
  }

  private long completedCalls(Tenant of) {
    return test.calls(of).stream().filter(call -> call.contains(" completed ")).count();
  }

  @Test
  void callIsThereSoonAfterThePut() throws Exception {
    try (var inbox = test.open(2)) {
      TestInbox.put(inbox, Told.began(tenant, "warm"));
      TestInbox.await(() -> test.calls(tenant).size() == 1);
      var start = System.nanoTime();
      TestInbox.put(inbox, Told.began(tenant, "a"));
      TestInbox.await(() -> test.calls(tenant).size() == 2);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void beginsWithWhatAnotherServerLeft() throws Exception {
    keep(story(tenant, 10));
    assertThat(test.calls(tenant)).isEmpty();

    try (var _ = test.open(2)) {
      awaitNoneWaiting();
    }
    assertThat(completedCalls(tenant)).isEqualTo(10);
    assertThat(test.count(tenant, "done")).isEqualTo(30);
  }

  @Test
  void orderDoesNotMatter() throws Exception {
    var other = test.database.createOrganisation();
    var shuffled = new ArrayList<>(story(tenant, 50));
    Collections.shuffle(shuffled, new Random(1));
    keep(shuffled);
    keep(story(other, 50));

    try (var _ = test.open(2)) {
      TestInbox.await(() -> test.count(tenant, "waiting") + test.count(other, "waiting") == 0);
    }
    assertThat(test.calls(tenant)).hasSize(50).isEqualTo(test.calls(other));
  }

  @Test
  void reportOfAnUnknownCallWaitsForItsCall() throws Exception {
    try (var inbox = test.open(2)) {
      TestInbox.put(inbox, Told.completed(tenant, "a"));
      TestInbox.put(inbox, Told.began(tenant, "b"));
      TestInbox.await(
          () ->
              test.texts(tenant, "select awaits from inbox where awaits is not null")
                  .equals(List.of("a")));
      test.postponeAwaiting(tenant);
      assertThat(test.calls(tenant)).hasSize(1);

      TestInbox.put(inbox, Told.began(tenant, "a"));

      awaitNoneWaiting();
      assertThat(completedCalls(tenant)).isOne();
    }
  }

  @Test
  void refusesWhatWaitedLongEnoughAndTriesItAgainWhenTold() throws Exception {
    keep(List.of(Told.completed(tenant, "a")));
    setAttempts(1_000);
    try (var inbox = test.open(1)) {
      TestInbox.await(() -> test.count(tenant, "refused") == 1);
      var refused = test.records().refused(Told.organisation(tenant), 10).getFirst();
      assertThat(refused.fault()).contains("does not say who called whom");

      TestInbox.put(inbox, Told.began(tenant, "a"));
      assertThat(test.records().retry(Told.organisation(tenant), refused.id())).isTrue();

      TestInbox.await(() -> test.count(tenant, "done") == 2);
      assertThat(completedCalls(tenant)).isOne();
    }
  }

  private void setAttempts(int attempts) {
    test.database
        .database()
        .write(
            tenant,
            session ->
                session.update(InboxTable.statement("update inbox set attempts = ?", attempts)));
  }

  @Test
  void keepsWhatCannotBeUnderstoodAndGoesOn() throws Exception {
    try (var inbox = test.open(1)) {
      TestInbox.put(inbox, Told.nonsense(tenant, "{\"caller\":\"\u001b[2J"));
      TestInbox.put(inbox, Told.began(tenant, "a"));
      TestInbox.await(() -> test.count(tenant, "done") == 1);
    }
    var refused = test.records().refused(Told.organisation(tenant), 10);
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst().fault()).contains("not JSON");
    assertThat(refused.getFirst().body()).isEqualTo("{\"caller\":\"\u001b[2J");
    assertThat(test.records().retryAll(Told.organisation(tenant), Told.SOURCE)).isOne();
    assertThat(test.records().retryAll(Told.organisation(tenant), Told.SOURCE)).isZero();
  }

  @Test
  void oneEntryThatTheDatabaseRefusesDoesNotBlockTheOthers() throws Exception {
    keep(story(tenant, 40));
    test.administer(
        "alter table calls add constraint spoiled check (call_uuid <> 'c17') not valid");

    try (var _ = test.open(2)) {
      TestInbox.await(() -> test.count(tenant, "done") == 117);
      TestInbox.await(() -> test.count(tenant, "refused") == 1);
    }
    assertThat(completedCalls(tenant)).isEqualTo(39);
    assertThat(test.records().refused(Told.organisation(tenant), 10).getFirst().body())
        .contains("initiated", "\"c17\"");
    assertThat(test.count(tenant, "waiting")).as("what followed of that call").isEqualTo(2);
  }

  @Test
  void batchThatIsCutOffInTheMiddleLosesNothing() throws Exception {
    keep(story(tenant, 20));
    // Reports and verdicts are written, then the connection is lost before the commit.
    test.administer(
        """
        create function cut() returns trigger language plpgsql as
          $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$
        """);
    test.administer("grant pg_signal_backend to rollcall_service");
    test.administer(
        "create constraint trigger cut after update on inbox deferrable initially deferred"
            + " for each row execute function cut()");
    try (var _ = test.open(2)) {
      TestInbox.await(
          () -> test.observations.stream().anyMatch(it -> it.toString().contains("must wait")));
      assertThat(test.calls(tenant)).isEmpty();
      assertThat(test.count(tenant, "waiting")).isEqualTo(60);

      test.administer("drop trigger cut on inbox");

      awaitNoneWaiting();
    }
    assertThat(completedCalls(tenant)).isEqualTo(20);
    assertThat(test.count(tenant, "done")).isEqualTo(60);
  }

  @Test
  void whatIsKeptIsReportedInTheSameTransaction() throws Exception {
    try (var inbox = test.open(1)) {
      TestInbox.put(inbox, Told.began(tenant, "a"));
      TestInbox.put(inbox, Told.completed(tenant, "a"));

      assertThat(completedCalls(tenant)).isOne();
      assertThat(test.texts(tenant, "select state || attempts from inbox"))
          .containsExactly("done0", "done0");
    }
  }

  @Test
  void keepsWhatItCannotReportYetSinceOthersWriteTheCall() throws Exception {
    try (var inbox = test.open(1)) {
      TestInbox.put(inbox, Told.began(tenant, "a"));
      var done = new CountDownLatch(1);
      var other = holderOfCalls(done);

      assertThat(TestInbox.put(inbox, Told.completed(tenant, "a"))).isEqualTo(Receipt.NEW);

      assertThat(completedCalls(tenant)).isZero();
      assertThat(test.count(tenant, "waiting")).isOne();
      done.countDown();
      other.join();
      awaitNoneWaiting();
      assertThat(completedCalls(tenant)).isOne();
    }
  }

  @Test
  void aCallThatOthersHoldIsInNobodysWay() throws Exception {
    var entries = new ArrayList<>(List.of(Told.completed(tenant, "a")));
    try (var inbox = test.open(1)) {
      TestInbox.put(inbox, Told.began(tenant, "a"));
    }
    for (int i = 0; i < 20; i++) {
      entries.add(Told.began(tenant, "c" + i));
    }
    keep(entries);
    var done = new CountDownLatch(1);
    var other = holderOfCalls(done);

    try (var _ = test.open(1)) {
      TestInbox.await(() -> test.calls(tenant).size() == 21);
      assertThat(completedCalls(tenant)).isZero();
      done.countDown();
      other.join();
      awaitNoneWaiting();
    }
    assertThat(completedCalls(tenant)).isOne();
  }

  /// Somebody who has all calls locked, from now on until `done`.
  private Thread holderOfCalls(CountDownLatch done) throws InterruptedException {
    var locked = new CountDownLatch(1);
    var holder =
        Thread.startVirtualThread(
            () ->
                test.database
                    .database()
                    .write(tenant, session -> holdCalls(session, locked, done)));
    locked.await();
    return holder;
  }

  private static boolean holdCalls(Session session, CountDownLatch locked, CountDownLatch done) {
    session.query(InboxTable.statement("select id from calls for update")).next();
    locked.countDown();
    try {
      return done.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nobodyWaitsForTheEndOfAnothersLongQueue() throws Exception {
    var quick = test.database.createOrganisation();
    keep(story(tenant, 2_000));
    try (var inbox = test.open(1)) {
      TestInbox.await(() -> test.count(tenant, "done") > 0);
      TestInbox.put(inbox, Told.began(quick, "a"));
      TestInbox.await(() -> test.calls(quick).size() == 1);
      assertThat(test.count(tenant, "waiting")).isPositive();
    }
  }

  @Test
  void twoServersTakeEachEntryOnce() throws Exception {
    keep(story(tenant, 400));

    try (var _ = test.open(2);
        var _ = test.open(2)) {
      awaitNoneWaiting();
    }
    assertThat(completedCalls(tenant)).isEqualTo(400);
    assertThat(test.texts(tenant, "select distinct attempts::text from inbox where awaits is null"))
        .contains("1");
    assertThat(test.count(tenant, "done")).isEqualTo(1_200);
  }

  @Test
  void replayChangesNothingAndRestoresWhatWasLost() throws Exception {
    keep(story(tenant, 30));
    try (var _ = test.open(2)) {
      awaitNoneWaiting();
    }
    var rows = test.calls(tenant);
    var replay = new Replay(test.database.database(), Directions.NONE, Clock.systemUTC());

    assertThat(replay.run(Told.organisation(tenant), null))
        .isEqualTo(new Replay.Replayed(90, 0, 0));
    assertThat(test.calls(tenant)).isEqualTo(rows);

    test.administer("truncate calls");
    var replayed = replay.run(Told.organisation(tenant), Told.SOURCE);
    assertThat(replayed.callsMade()).isEqualTo(30);
    assertThat(test.calls(tenant)).isEqualTo(rows);
  }

  @Test
  void removesWhatWasKeptLongEnough() throws Exception {
    keep(List.of(Told.began(tenant, "a"), Told.nonsense(tenant, "{"), Told.answered(tenant, "z")));
    try (var _ = test.open(1)) {
      TestInbox.await(() -> test.count(tenant, "done") + test.count(tenant, "refused") == 2);
    }
    var moment = Duration.ofMillis(1);
    try (var _ = test.open(InboxSettings.DEFAULT.withKept(moment, Duration.ofDays(90)))) {
      TestInbox.await(() -> test.count(tenant, "done") == 0);
    }
    assertThat(test.count(tenant, "refused")).isOne();
    try (var _ = test.open(InboxSettings.DEFAULT.withKept(moment, moment))) {
      TestInbox.await(() -> test.count(tenant, "refused") == 0);
    }
    assertThat(test.count(tenant, "waiting")).isOne();
    assertThat(test.calls(tenant)).hasSize(1);
  }

  @Test
  void organisationsSeeTheirOwnAlone() throws Exception {
    var other = test.database.createOrganisation();
    keep(List.of(Told.began(tenant, "a"), Told.nonsense(tenant, "{")));
    try (var _ = test.open(1)) {
      awaitNoneWaiting();
    }
    var refused = test.records().refused(Told.organisation(tenant), 10).getFirst();

    assertThat(test.calls(other)).isEmpty();
    assertThat(test.records().counts(Told.organisation(other))).isEmpty();
    assertThat(test.records().find(Told.organisation(other), refused.id())).isEmpty();
    assertThat(test.records().retry(Told.organisation(other), refused.id())).isFalse();
    assertThat(test.texts(other, "select key from inbox")).isEmpty();
  }
}
