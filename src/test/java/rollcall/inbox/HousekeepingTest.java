package rollcall.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.observe.Observation;
import rollcall.sources.ActiveSources;
import rollcall.sources.SourceDirectory;

/// What goes on in an inbox by itself, in a database that does not do as it should.
final class HousekeepingTest {
  /// What is part of statements that fail once each, and then no more.
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  private TestInbox test;

  private void fail(Observation observation) {
    if (observation instanceof Observation.StatementSent(var text)
        && failing.removeIf(text::contains)) {
      throw new StackOverflowError("made by the test");
    }
  }

  @BeforeEach
  void create() {
    test = new TestInbox(this::fail);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void theEndDoesNotWaitForALockThatOthersHold() throws Exception {
    var directory = new SourceDirectory(test.database.database(), Clock.systemUTC());
    var sources = ActiveSources.open(directory, Optional.empty(), test.observations::add);
    var locked = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    var holder = Thread.startVirtualThread(() -> lockAll(locked, done));
    locked.await();
    try {
      var inbox = test.open(1);
      // By then both wait for the lock.
      Thread.sleep(1_200);
      var start = System.nanoTime();
      sources.close();
      inbox.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    } finally {
      done.countDown();
      holder.join();
    }
  }

  @Test
  void anErrorEndsNoThread() throws Exception {
    var tenant = test.database.createOrganisation();
    try (var inbox = test.open(0)) {
      TestInbox.put(inbox, Told.began(tenant, "a"));
    }
    failing.add("from organisations o where exists");
    failing.add("order by due_at, id limit ? for update");

    try (var _ = test.open(1)) {
      TestInbox.await(() -> test.count(tenant, "done") == 1);
    }
    assertThat(failing).isEmpty();
    assertThat(notices("The inbox could not be looked through: ")).isOne();
    assertThat(notices("Messages to ")).isOne();
  }

  private long notices(String beginning) {
    return test.observations.stream()
        .filter(it -> it instanceof Observation.Notice(var text) && text.startsWith(beginning))
        .count();
  }

  @Test
  void anOrganisationWhoseOldMessagesCannotBeRemovedHoldsUpNoOther() throws Exception {
    var tenants = Stream.generate(test.database::createOrganisation).limit(4).toList();
    try (var inbox = test.open(1)) {
      tenants.forEach(tenant -> TestInbox.put(inbox, Told.began(tenant, "a")));
      TestInbox.await(() -> tenants.stream().allMatch(it -> test.count(it, "done") == 1));
    }
    test.administer(
        "create function spoil() returns trigger language plpgsql as"
            + " $$ begin raise 'spoiled'; end $$");
    test.administer(
        "create trigger spoil before delete on inbox for each row"
            + " when (old.organisation_id in ('%s', '%s')) execute function spoil()"
                .formatted(tenants.get(0).organisationId(), tenants.get(2).organisationId()));

    var moment = Duration.ofMillis(1);
    try (var _ = test.open(InboxSettings.DEFAULT.withKept(moment, moment))) {
      TestInbox.await(() -> test.count(tenants.get(3), "done") == 0);
      assertThat(test.count(tenants.get(1), "done")).isZero();
      TestInbox.await(() -> notices("Old messages of 2 organisations") == 1);
    }
    assertThat(test.count(tenants.getFirst(), "done")).isOne();
  }

  private void lockAll(CountDownLatch locked, CountDownLatch done) {
    test.database
        .database()
        .administerAtLength(
            session -> {
              session.update(InboxTable.statement("lock table organisations, inbox, sources"));
              locked.countDown();
              try {
                return done.await(40, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
