package rollcall.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.CitusRules;
import rollcall.database.Tenant;
import rollcall.ingest.Delivery;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.Normalised;
import rollcall.observe.Observation;

/// Putting messages into an inbox that nobody reads.
final class IntakeTest {
  private TestInbox test;
  private Tenant tenant;
  private Inbox inbox;

  @BeforeEach
  void open() {
    test = new TestInbox();
    tenant = test.database.createOrganisation();
    inbox = test.open(0);
  }

  @AfterEach
  void close() {
    inbox.close();
    test.close();
  }

  @Test
  void keepsEachMessageOfManyCallersExactlyOnce() throws Exception {
    var calls = 400;
    var puts = new ArrayList<Callable<Receipt>>();
    for (int i = 0; i < calls; i++) {
      var message = Told.began(tenant, "c" + i);
      puts.add(() -> TestInbox.put(inbox, message));
      puts.add(() -> TestInbox.put(inbox, message));
    }
    Collections.shuffle(puts);

    var receipts = allAtOnce(puts, 50);

    assertThat(receipts).containsOnly(Receipt.NEW, Receipt.KNOWN);
    assertThat(Collections.frequency(receipts, Receipt.NEW)).isEqualTo(calls);
    assertThat(test.count(tenant, "waiting")).isEqualTo(calls);
    assertThat(inserts()).as("transactions are shared").isLessThan(puts.size());
  }

  private long inserts() {
    return test.observations.stream()
        .filter(
            it ->
                it instanceof Observation.StatementSent(var text)
                    && text.startsWith("insert into inbox"))
        .count();
  }

  private static List<Receipt> allAtOnce(List<Callable<Receipt>> puts, int callers)
      throws InterruptedException, ExecutionException {
    try (var executor = Executors.newFixedThreadPool(callers, Thread.ofVirtual().factory())) {
      var receipts = new ArrayList<Receipt>();
      for (var put : executor.invokeAll(puts)) {
        receipts.add(put.get());
      }
      return receipts;
    }
  }

  @Test
  void keepsManyMessagesOfOneCaller() {
    var messages = new ArrayList<Read>();
    for (int i = 0; i < 1_400; i++) {
      var message = Told.began(tenant, "c" + i % 700);
      messages.add(Read.of(message, DirectionRules.NONE));
    }

    var receipts = inbox.putAll(messages);

    assertThat(Collections.frequency(receipts, Receipt.NEW)).isEqualTo(700);
    assertThat(Collections.frequency(receipts, Receipt.KNOWN)).isEqualTo(700);
  }

  @Test
  void isThereWhenThePutReturns() {
    assertThat(TestInbox.put(inbox, Told.began(tenant, "a"))).isEqualTo(Receipt.NEW);
    assertThat(test.count(tenant, "waiting")).isOne();
    assertThat(TestInbox.put(inbox, Told.began(tenant, "a"))).isEqualTo(Receipt.KNOWN);
    assertThat(test.count(tenant, "waiting")).isOne();
  }

  @Test
  void keepsWhatCannotBeUnderstoodByItsBytes() {
    assertThat(TestInbox.put(inbox, Told.nonsense(tenant, "{"))).isEqualTo(Receipt.NEW);
    assertThat(TestInbox.put(inbox, Told.nonsense(tenant, "{"))).isEqualTo(Receipt.KNOWN);
    assertThat(TestInbox.put(inbox, Told.nonsense(tenant, "}"))).isEqualTo(Receipt.NEW);
  }

  @Test
  void keepsWhatPostgresCannotHoldAsText() {
    var hostile = Told.began(tenant, "a\\u0000\\ud800b");

    assertThat(TestInbox.put(inbox, hostile)).isEqualTo(Receipt.NEW);
    assertThat(TestInbox.put(inbox, hostile)).isEqualTo(Receipt.KNOWN);
  }

  @Test
  void keepsEverySourceAndOrganisationApart() {
    var other = test.database.createOrganisation();

    assertThat(TestInbox.put(inbox, Told.began(tenant, "a"))).isEqualTo(Receipt.NEW);
    assertThat(TestInbox.put(inbox, Told.began(other, "a"))).isEqualTo(Receipt.NEW);
    assertThat(test.count(tenant, "waiting")).isOne();
    assertThat(test.count(other, "waiting")).isOne();
    assertThat(test.texts(other, "select source from inbox")).hasSize(1);
  }

  @Test
  void turnsAwayWhatItHasNoRoomFor() {
    var large =
        Message.of(
            Told.organisation(tenant),
            Told.SOURCE,
            InboxKind.KAMAILIO,
            Instant.now(),
            new byte[Intake.WAITING_BYTES + 1]);

    assertThat(TestInbox.put(inbox, large)).isEqualTo(Receipt.OVERLOADED);
    assertThat(TestInbox.put(inbox, Told.began(tenant, "a"))).isEqualTo(Receipt.NEW);
  }

  @Test
  void saysSoonThatTheDatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
    assertThat(TestInbox.put(inbox, Told.began(tenant, "a"))).isEqualTo(Receipt.NEW);
    test.database.goAway();
    var start = System.nanoTime();
    assertThat(TestInbox.put(inbox, Told.began(tenant, "b"))).isEqualTo(Receipt.UNAVAILABLE);
    assertThat(TestInbox.put(inbox, Told.began(tenant, "b"))).isEqualTo(Receipt.UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));

    test.database.comeBack();

    TestInbox.await(() -> TestInbox.put(inbox, Told.began(tenant, "b")).isKept());
    assertThat(test.count(tenant, "waiting")).isEqualTo(2);
  }

  @Test
  void asksToSendAgainWhatTheDatabaseRefusesForNoFaultOfTheMessage() {
    test.administer("revoke insert on inbox from rollcall_service");
    assertThat(TestInbox.put(inbox, Told.began(tenant, "a"))).isEqualTo(Receipt.UNAVAILABLE);

    test.administer("grant insert on inbox to rollcall_service");
    assertThat(TestInbox.put(inbox, Told.began(tenant, "a"))).isEqualTo(Receipt.NEW);
  }

  @Test
  void takesNothingMoreWhenItIsClosed() {
    inbox.close();
    assertThat(TestInbox.put(inbox, Told.began(tenant, "a"))).isEqualTo(Receipt.UNAVAILABLE);
  }

  @Test
  void oneMessageThatCannotBeKeptDoesNotHarmTheOthers() throws Exception {
    var puts = new ArrayList<Callable<Receipt>>();
    for (int i = 0; i < 20; i++) {
      var message = Told.began(tenant, "c" + i);
      puts.add(() -> TestInbox.put(inbox, message));
    }
    puts.add(
        () ->
            inbox.put(
                Told.nonsense(tenant, "x"),
                new Delivery("a key with \0", new Normalised.Nothing())));

    var receipts = allAtOnce(puts, 30);

    assertThat(receipts).last().isEqualTo(Receipt.IMPOSSIBLE);
    assertThat(Collections.frequency(receipts, Receipt.NEW)).isEqualTo(20);
    assertThat(test.count(tenant, "waiting")).isEqualTo(20);
  }

  @Test
  void statementsOfTheServiceNameTheTenant() {
    TestInbox.put(inbox, Told.began(tenant, "a"));
    assertThat(
            test.observations.stream()
                .filter(Observation.StatementSent.class::isInstance)
                .map(it -> ((Observation.StatementSent) it).text())
                .filter(text -> text.contains("inbox"))
                .flatMap(text -> CitusRules.violations(text).stream()))
        .isEmpty();
  }
}
