package rollcall.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.sources.ActiveSources;
import rollcall.sources.SourceDirectory;

/// What goes on in an inbox by itself, in a database that does not do as it should.
final class HousekeepingTest {
  private TestInbox test;

  @BeforeEach
  void create() {
    test = new TestInbox();
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
