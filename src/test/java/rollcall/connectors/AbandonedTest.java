package rollcall.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.auth.MovableClock;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.inbox.Directions;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxSettings;
import rollcall.observe.Observation;

/// Calls that go on of a source that is not there any more.
final class AbandonedTest {
  private static final String CALLS =
      """
      insert into calls (id, organisation_id, inserted_at, updated_at, direction, from_number,
          to_number, status, call_uuid, call_source, started_at, alive_at, occurrence, stated)
        select gen_random_uuid(), nullif(current_setting('rollcall.organisation_id'), '')::uuid,
            t, t, 'inbound', '1001', '15550100', 'ringing', 'c' || n, 'gone', t, t, 0, 0
          from generate_series(1, ?) n, (select ?::timestamptz as t) as moment
      """;

  private final List<Observation> observations = new ArrayList<>();
  private final MovableClock clock = new MovableClock();
  private TestDatabase database;
  private Inbox inbox;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    // Nobody reports what is kept, so that what was put can be counted.
    inbox =
        Inbox.open(
            database.database(),
            Directions.NONE,
            InboxSettings.DEFAULT.withProcessors(0),
            clock,
            _ -> {});
  }

  @AfterEach
  void close() {
    inbox.close();
    database.close();
  }

  private Tenant withCalls(int calls, Instant at) {
    var tenant = database.createOrganisation();
    database
        .database()
        .write(tenant, session -> session.update(new SqlStatement(CALLS, List.of(calls, at))));
    return tenant;
  }

  private void end() throws InterruptedException {
    var common =
        new RunningSource.Common(
            database.database(), inbox, new WaitingBytes(1 << 20), clock, observations::add);
    var abandoned = new Abandoned(common);
    clock.advance(Duration.ofDays(2));
    abandoned.end(new Reaper(ConnectorSettings.DEFAULT, clock), List.of());
  }

  private String kept(Tenant tenant) {
    return database.texts(tenant, "select count(*)::text from inbox").getFirst();
  }

  @Test
  void moreThanTheInboxHasRoomForAtOnceEndInOneRound() throws Exception {
    var tenant = withCalls(10_400, clock.instant());

    end();

    assertThat(kept(tenant)).isEqualTo("10400");
    assertThat(observations).isEmpty();
  }

  @Test
  void anOrganisationForWhichThatFailsHoldsUpNoOther() throws Exception {
    var tenants = new ArrayList<Tenant>();
    for (int i = 0; i < 4; i++) {
      tenants.add(withCalls(1, clock.instant()));
    }
    spoil(tenants.get(0), tenants.get(2));

    end();

    assertThat(tenants.stream().map(this::kept)).containsExactly("0", "1", "0", "1");
    assertThat(observations).hasSize(1).first().asString().contains("2 organisations", "spoiled");
  }

  private void spoil(Tenant one, Tenant other) {
    administer(
        "create function spoil() returns boolean language plpgsql as"
            + " $$ begin raise 'spoiled'; end $$");
    administer(
        "create policy spoil on calls as restrictive using (case when organisation_id in"
            + " ('%s', '%s') then spoil() else true end)"
                .formatted(one.organisationId(), other.organisationId()));
  }

  private void administer(String sql) {
    database.database().administer(session -> session.update(new SqlStatement(sql, List.of())));
  }
}
