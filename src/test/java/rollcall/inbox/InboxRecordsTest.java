package rollcall.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.Tenant;
import rollcall.ingest.SourceName;
import rollcall.observe.Observation;

/// What an operator sees of an inbox that has more in it than is read at once.
final class InboxRecordsTest {
  private static final String FILL =
      """
      insert into inbox (organisation_id, id, received_at, due_at, source, key, kind, state, body)
        select ?, gen_random_uuid(), now(), now(), ?, ? || n, 'kamailio', ?, ''
          from generate_series(1, ?) n
      """;

  private TestInbox test;
  private Tenant tenant;
  private InboxRecords records;

  @BeforeEach
  void create() {
    test = new TestInbox();
    tenant = test.database.createOrganisation();
    records = new InboxRecords(test.database.database(), Clock.systemUTC(), 100, 20);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void fill(String source, String state, int messages) {
    UUID id = tenant.organisationId();
    test.database
        .database()
        .write(
            tenant,
            session ->
                session.update(InboxTable.statement(FILL, id, source, state, state, messages)));
  }

  private List<InboxRecords.Count> counts() {
    return records.counts(Told.organisation(tenant));
  }

  @Test
  void countsAllThatNeedSomebodyAndTheNewestThatDoNot() {
    fill("pbx", "done", 30);
    fill("pbx", "refused", 150);
    fill("sip", "done", 69);
    fill("sip", "waiting", 151);
    var pbxRefused = new InboxRecords.Count("pbx", "refused", 150, false);
    var sipWaiting = new InboxRecords.Count("sip", "waiting", 151, false);
    assertThat(counts())
        .containsExactly(
            new InboxRecords.Count("pbx", "done", 30, false),
            pbxRefused,
            new InboxRecords.Count("sip", "done", 69, false),
            sipWaiting);

    fill("late", "done", 60);

    assertThat(counts())
        .contains(pbxRefused, sipWaiting)
        .filteredOn(InboxRecords.Count::orMore)
        .allMatch(it -> it.state().equals("done"))
        .extracting(InboxRecords.Count::messages)
        .satisfies(it -> assertThat(it.stream().mapToLong(n -> n).sum()).isEqualTo(100));
  }

  @Test
  void retriesMoreThanATransactionTakes() {
    fill("pbx", "refused", 55);
    fill("sip", "refused", 41);

    assertThat(records.retryAll(Told.organisation(tenant), new SourceName("sip"))).isEqualTo(41);

    assertThat(test.count(tenant, "waiting")).isEqualTo(41);
    assertThat(updates()).isEqualTo(3);
    assertThat(records.retryAll(Told.organisation(tenant), null)).isEqualTo(55);
    assertThat(test.count(tenant, "refused")).isZero();
  }

  private long updates() {
    return test.observations.stream()
        .filter(
            it ->
                it instanceof Observation.StatementSent(var text)
                    && text.startsWith("update inbox"))
        .count();
  }
}
