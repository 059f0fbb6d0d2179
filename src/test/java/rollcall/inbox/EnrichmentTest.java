package rollcall.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.Tenant;
import rollcall.ingest.SourceName;

/// A Kamailio and a FreeSWITCH behind it tell of the same calls, one of them only adding.
final class EnrichmentTest {
  private static final SourceName PROXY = new SourceName("proxy");
  private static final SourceName MEDIA = new SourceName("media");
  private static final String WHAT =
      "select concat_ws(' ', call_source, call_uuid, status, from_number, sip_username,"
          + " hangup_cause, end_source) from calls order by call_uuid";

  private TestInbox test;
  private Tenant tenant;
  private Inbox inbox;

  @BeforeEach
  void open() {
    test = new TestInbox();
    tenant = test.database.createOrganisation();
    inbox = test.open(2);
  }

  @AfterEach
  void close() {
    inbox.close();
    test.close();
  }

  private Message proxy(String event, int seconds, String more) {
    var body =
        "{\"event\":\"%s\",\"call_id\":\"call@sip\",\"seq\":%d,\"ts\":\"179542465%d.0\"%s}"
            .formatted(event, seconds, seconds, more);
    return message(PROXY, InboxKind.KAMAILIO, body);
  }

  private Message proxyBegan() {
    return proxy("initiated", 0, ",\"from\":\"1001\",\"to\":\"15550100\"");
  }

  private Message media(String event, String more) {
    var body =
        """
        {"Event-Name":"%s","Core-UUID":"c","Event-Sequence":"%d","Unique-ID":"leg-1",
         "Event-Date-Timestamp":"1795424653000000","Call-Direction":"inbound",
         "Caller-Channel-Created-Time":"1795424651000000",
         "Caller-Caller-ID-Number":"swapped","Caller-Destination-Number":"900",
         "variable_uuid":"leg-1","variable_sip_call_id":"call@sip",
         "variable_sip_auth_username":"alice"%s}
        """
            .formatted(event, event.length(), more);
    return message(MEDIA, InboxKind.FREESWITCH_EVENT, body);
  }

  private Message message(SourceName source, InboxKind kind, String body) {
    return Message.of(Told.organisation(tenant), source, kind, Instant.now(), body.getBytes(UTF_8));
  }

  private void put(Message message) {
    assertThat(TestInbox.put(inbox, message)).isEqualTo(Receipt.NEW);
  }

  private void awaitCalls(String... calls) throws InterruptedException {
    TestInbox.await(
        () ->
            test.count(tenant, "waiting") == 0 && test.texts(tenant, WHAT).equals(List.of(calls)));
  }

  @Test
  void addsToTheCallThatHasTheCallId() throws Exception {
    put(proxyBegan());
    awaitCalls("proxy call@sip initiated 1001");

    put(
        media("CHANNEL_ANSWER", ",\"Caller-Channel-Answered-Time\":\"1795424653000000\"")
            .enriching());

    awaitCalls("proxy call@sip answered 1001 alice");
  }

  @Test
  void waitsForTheCallAWhile() throws Exception {
    put(media("CHANNEL_CREATE", "").enriching());
    TestInbox.await(() -> test.texts(tenant, "select fault from inbox").toString().contains("No"));

    put(proxyBegan());

    awaitCalls("proxy call@sip initiated 1001 alice");
  }

  @Test
  void isWokenByTheCallThatItWaitsFor() throws Exception {
    put(media("CHANNEL_CREATE", "").enriching());
    TestInbox.await(() -> test.texts(tenant, "select fault from inbox").toString().contains("No"));
    test.postponeAwaiting(tenant);

    put(proxyBegan());

    awaitCalls("proxy call@sip initiated 1001 alice");
  }

  @Test
  void addsToTheNearestOfSeveralCallsThatUsedTheCallId() throws Exception {
    put(mediaOf("old", 1795424650L - 86_400));
    put(mediaOf("other", 1795424650L - 100));
    put(mediaOf("right", 1795424650L));
    put(mediaOf("young", 1795424650L + 10_000));
    awaitCalls(
        "media old initiated swapped",
        "media other initiated swapped",
        "media right initiated swapped",
        "media young initiated swapped");

    put(proxy("ringing", 2, "").enriching());

    awaitCalls(
        "media old initiated swapped",
        "media other initiated swapped",
        "media right ringing swapped",
        "media young initiated swapped");
  }

  @Test
  void addsNothingToACallOfAnotherDayThatUsedTheCallId() throws Exception {
    put(mediaOf("old", 1795424650L - 2 * 86_400));
    put(proxy("ringing", 2, "").enriching());

    TestInbox.await(() -> test.texts(tenant, "select fault from inbox").toString().contains("No"));
    assertThat(test.texts(tenant, WHAT)).containsExactly("media old initiated swapped");
  }

  private Message mediaOf(String leg, long began) {
    var body =
        """
        {"Event-Name":"CHANNEL_CREATE","Core-UUID":"c","Event-Sequence":"%s","Unique-ID":"%s",
         "Event-Date-Timestamp":"%d000000","Call-Direction":"inbound",
         "Caller-Channel-Created-Time":"%d000000",
         "Caller-Caller-ID-Number":"swapped","Caller-Destination-Number":"900",
         "variable_uuid":"%s","variable_sip_call_id":"call@sip"}
        """
            .formatted(leg, leg, began, began, leg);
    return message(MEDIA, InboxKind.FREESWITCH_EVENT, body);
  }

  @Test
  void endsNoCallOfAnother() throws Exception {
    put(proxyBegan());
    put(
        media(
                "CHANNEL_HANGUP_COMPLETE",
                ",\"Hangup-Cause\":\"NORMAL_TEMPORARY_FAILURE\","
                    + "\"Caller-Channel-Hangup-Time\":\"1795424653000000\"")
            .enriching());
    awaitCalls("proxy call@sip initiated 1001 alice NORMAL_TEMPORARY_FAILURE");

    put(proxy("completed", 9, ",\"answered_ts\":\"1795424655.0\""));

    awaitCalls("proxy call@sip completed 1001 alice NORMAL_TEMPORARY_FAILURE hangup");
  }

  @Test
  void findsACallThatItsSourceCallsSomethingElse() throws Exception {
    put(media("CHANNEL_CREATE", ""));
    awaitCalls("media leg-1 initiated swapped alice");

    put(proxy("ringing", 2, "").enriching());

    awaitCalls("media leg-1 ringing swapped alice");
    assertThat(test.texts(tenant, "select sip_call_id from calls")).containsExactly("call@sip");
  }

  @Test
  void saysTheSameWhenItIsReplayed() throws Exception {
    put(proxyBegan());
    put(media("CHANNEL_CREATE", "").enriching());
    awaitCalls("proxy call@sip initiated 1001 alice");

    var replayed =
        new Replay(test.database.database(), Directions.NONE, java.time.Clock.systemUTC())
            .run(Told.organisation(tenant), null);

    assertThat(replayed).isEqualTo(new Replay.Replayed(2, 0, 0));
  }

  @Test
  void readsNotAllCallsToFindTheFewOfACallId() throws Exception {
    put(proxyBegan());
    awaitCalls("proxy call@sip initiated 1001");
    test.database
        .database()
        .write(
            tenant,
            session ->
                session.update(
                    InboxTable.statement(
                        "insert into calls (id, organisation_id, inserted_at, updated_at,"
                            + " direction, from_number, to_number, status, call_uuid, call_source,"
                            + " started_at, occurrence, stated, sip_call_id)"
                            + " select gen_random_uuid(), organisation_id, inserted_at, updated_at,"
                            + " direction, from_number, to_number, status, 'other' || n,"
                            + " call_source, started_at, 0, 0, 'sip' || n"
                            + " from calls, generate_series(1, 20000) n")));
    var before = fetched();

    put(media("CHANNEL_CREATE", "").enriching());

    TestInbox.await(
        () ->
            test.texts(tenant, "select sip_username from calls where call_uuid = 'call@sip'")
                .equals(List.of("alice")));
    TestInbox.await(() -> fetched() > before);
    assertThat(fetched() - before).as("rows of calls that were read by an index").isLessThan(1_000);
  }

  /// As PostgreSQL counts, somewhat later.
  private long fetched() {
    return test.database
        .database()
        .administer(
            session -> {
              var rows =
                  session.query(
                      InboxTable.statement(
                          "select coalesce(sum(idx_tup_fetch + seq_tup_read), 0)::bigint"
                              + " from pg_stat_user_tables where relname like 'calls%'"));
              rows.next();
              return rows.integer(0);
            });
  }
}
