package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.document;
import static rollcall.api.ApiClient.object;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.TestApp;
import rollcall.calls.Calls;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.sql.InsertWriter;

/// Whoever walks a list page by page sees every call that was there all the time exactly once, also
/// while others are inserted, changed and removed.
class WalkTest {
  private static final int STAYING = 4_000;
  private static final int BATCH = 500;
  private static final int CHANGES_A_SECOND = 1_000;
  private static final int CHANGES_AT_ONCE = 40;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final InsertWriter INSERT = new InsertWriter(Calls.TYPE);

  private static TestApp app;

  @BeforeAll
  static void serve() {
    app = TestApp.start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /// Some hundred calls have each time and each number, and a third have no time or user at all.
  private static Draft call(UUID id, Random random) {
    var values = new Object[Calls.TYPE.attributes().size()];
    values[Calls.TYPE.position("direction")] = random.nextBoolean() ? "inbound" : "outbound";
    values[Calls.TYPE.position("from_number")] = "+4930" + random.nextInt(30);
    values[Calls.TYPE.position("to_number")] = "+4940" + random.nextInt(30);
    values[Calls.TYPE.position("call_uuid")] = id.toString();
    values[Calls.TYPE.position("call_source")] = "pbx";
    if (random.nextInt(3) > 0) {
      values[Calls.TYPE.position("started_at")] = START.plusSeconds(random.nextInt(40));
      values[Calls.TYPE.position("sip_username")] = "u" + random.nextInt(20);
    }
    return Draft.of(Calls.TYPE, Optional.of(id), Arrays.asList(values));
  }

  private static List<Draft> calls(int number, Random random) {
    var drafts = new ArrayList<Draft>();
    for (var i = 0; i < number; i++) {
      drafts.add(call(new UUID(random.nextLong(), random.nextLong()), random));
    }
    return drafts;
  }

  private static void insert(Tenant tenant, List<Draft> drafts) {
    for (var start = 0; start < drafts.size(); start += BATCH) {
      var batch = drafts.subList(start, Math.min(drafts.size(), start + BATCH));
      app.database()
          .database()
          .write(
              tenant,
              session -> INSERT.insert(session, tenant.organisationId(), Instant.now(), batch));
    }
  }

  private static List<UUID> ids(List<Draft> drafts) {
    return drafts.stream().map(draft -> draft.id().orElseThrow()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sort=started_at",
        "sort=%2B%2Bstarted_at",
        "sort=--started_at",
        "sort=from_number,-started_at",
        "sort=-sip_username",
        "sort=%2B%2Bsip_username,--started_at",
        "sort=id",
        "filter[direction]=inbound&sort=-to_number"
      })
  void seesEveryCallThatStaysExactlyOnceWhileOthersComeAndGo(String query) throws Exception {
    var tenant = app.database().createOrganisation();
    var staying = calls(STAYING, new Random(1));
    insert(tenant, staying);
    var coming = calls(200, new Random(2));
    insert(tenant, coming);
    var ended = new AtomicBoolean();
    var changes = new AtomicLong();
    var began = System.nanoTime();
    var writer = Thread.ofVirtual().start(() -> change(tenant, ids(coming), ended, changes));
    var forwards = new ArrayList<String>();
    var backwards = new ArrayList<String>();
    try (var client = ApiClient.of(app, tenant.organisationId())) {
      var list = "/api/calls?fields[Call]=id&page[limit]=50&" + query;
      var last = walk(client, list, "next", forwards);
      walk(client, last, "prev", backwards);
    } finally {
      ended.set(true);
      writer.join();
    }
    var seconds = (System.nanoTime() - began) / 1e9;
    // A busy machine is allowed to be slower than is aimed at.
    assertThat(changes.get() / seconds)
        .as("changes a second")
        .isGreaterThan(CHANGES_A_SECOND / 5.0);
    var expected =
        new HashSet<>(
            ids(
                query.contains("inbound")
                    ? staying.stream().filter(call -> "inbound".equals(direction(call))).toList()
                    : staying));
    for (var walked : List.of(forwards, backwards)) {
      var seen = walked.stream().map(UUID::fromString).filter(expected::contains).toList();
      assertThat(seen).doesNotHaveDuplicates().hasSameSizeAs(expected);
    }
  }

  private static Object direction(Draft call) {
    return call.value("direction");
  }

  /// Walks along the links of that name, collects the ids, and gives the last page's own link.
  private static String walk(ApiClient client, String from, String along, List<String> ids)
      throws IOException {
    var at = from;
    while (true) {
      var answer = client.get(at);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      ApiClient.ids(answer).forEach(id -> ids.add((String) id));
      var next = (String) object(document(answer).get("links")).get(along);
      if (next == null) {
        return at;
      }
      at = next.substring(next.indexOf("/api"));
    }
  }

  /// Inserts, changes and removes calls all over the list, so many a second.
  private static void change(
      Tenant tenant, List<UUID> known, AtomicBoolean ended, AtomicLong changes) {
    var random = new Random(3);
    var calls = new ArrayList<>(known);
    var due = System.nanoTime();
    while (!ended.get()) {
      var fresh = calls(CHANGES_AT_ONCE / 2, random);
      insert(tenant, fresh);
      var changed = new ArrayList<UUID>();
      var removed = new ArrayList<UUID>();
      for (var i = 0; i < CHANGES_AT_ONCE / 4; i++) {
        changed.add(calls.get(ThreadLocalRandom.current().nextInt(calls.size())));
        removed.add(calls.remove(ThreadLocalRandom.current().nextInt(calls.size())));
      }
      calls.addAll(ids(fresh));
      app.database()
          .database()
          .administer(
              owner -> {
                owner.query(
                    new SqlStatement(
                        "select set_config('rollcall.organisation_id', ?, true)",
                        List.of(tenant.organisationId().toString())));
                owner.update(
                    new SqlStatement(
                        "update calls set started_at = started_at + interval '7 s',"
                            + " from_number = to_number, sip_username = null"
                            + " where organisation_id = ? and id = any(?)",
                        List.of(tenant.organisationId(), changed)));
                return owner.update(
                    new SqlStatement(
                        "delete from calls where organisation_id = ? and id = any(?)",
                        List.of(tenant.organisationId(), removed)));
              });
      changes.addAndGet(CHANGES_AT_ONCE);
      due += 1_000_000_000L * CHANGES_AT_ONCE / CHANGES_A_SECOND;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  @Test
  void losesNoneOfTenThousandCallsOfOneMoment() throws Exception {
    var tenant = app.database().createOrganisation();
    var random = new Random(4);
    insert(
        tenant,
        calls(10_000, random).stream().map(call -> call.with("started_at", START)).toList());
    for (var sort : List.of("-started_at", "%2B%2Bstarted_at", "started_at,direction")) {
      var walked = new ArrayList<String>();
      try (var client = ApiClient.of(app, tenant.organisationId())) {
        walk(client, "/api/calls?fields[Call]=id&page[limit]=333&sort=" + sort, "next", walked);
      }
      assertThat(walked).hasSize(10_000).doesNotHaveDuplicates();
    }
  }
}
