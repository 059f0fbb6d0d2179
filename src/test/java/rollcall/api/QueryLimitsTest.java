package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.app.TestApp;
import rollcall.database.DatabaseSettings;
import rollcall.http.Answer;
import rollcall.http.HttpLimits;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.organisations.OrganisationId;

class QueryLimitsTest {
  private static final Api.Limits SMALL =
      new Api.Limits(
          new QueryLimits(6, 3, 20, 2, 3),
          new GateLimits(2, 1, Duration.ofMillis(50)),
          GateLimits.OPERATIONS,
          new CountLimits(4, Duration.ofSeconds(1)));

  private static TestApp app;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet(SMALL);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Answer ask(String query) throws IOException {
    try (var client = ApiClient.of(app, ApiClient.ACME)) {
      return client.get("/api/calls?" + query);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x[1][2][3][4][5][6]=  | x[1][2][3][4][5][6][7]=      | A parameter may nest at most 6 brackets deep: x[1][2][3][4][5][6][7]
          filter[not][not][id]= | filter[not][not][not][id]=   | Statements may nest at most 3 deep.
          filter[status][like]=a&filter[call_uuid][like]=b&filter[call_source][like]=c&filter[from_number][like]=d | filter[from_number][ilike]=a&filter[status]=busy | The filter costs 21 units, at most 20 are allowed: use fewer terms, shorter paths of relationships, or in with a list.
          filter[conversation][mode]=text | filter[conversation][calls][status]=busy | The filter costs 26 units, at most 20 are allowed: use fewer terms, shorter paths of relationships, or in with a list.
          sort=id,status        | sort=id,status,direction     | sort may name at most 2 fields, not 3.
          filter[to_number][in][]=a&filter[to_number][in][]=b&filter[to_number][in][]=c | filter[to_number][in][]=a&filter[to_number][in][]=b&filter[to_number][in][]=c&filter[to_number][in][]=d | to_number in expects at most 3 values.
          """)
  void answersWithinTheLimitAndNamesItBeyond(String within, String beyond, String detail)
      throws IOException {
    // An id left empty is a fault of another kind, so the first one may be refused, but not for it.
    var fits = ask(within);
    assertThat(fits.status() == 200 || !fits.body().contains("at most")).isTrue();
    var refused = ask(beyond);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(ApiClient.errors(refused, "detail")).containsExactly(detail);
  }

  private static Gate.Entry.Turn enter(Gate gate, UUID organisation) {
    return (Gate.Entry.Turn) gate.enter(new OrganisationId(organisation));
  }

  private static int refusal(Gate gate, UUID organisation) {
    return ((Gate.Entry.Refused) gate.enter(new OrganisationId(organisation))).problem().status();
  }

  @Test
  void refusesMoreListsOfOneOrganisationThanItMayRead() {
    var gate = new Gate("lists", SMALL.lists());
    try (var _ = enter(gate, ApiClient.ACME)) {
      assertThat(refusal(gate, ApiClient.ACME)).isEqualTo(429);
      enter(gate, ApiClient.BETA).close();
    }
    enter(gate, ApiClient.ACME).close();
  }

  @Test
  void refusesMoreListsThanAllMayRead() {
    var gate = new Gate("lists", SMALL.lists());
    var third = UUID.randomUUID();
    try (var _ = enter(gate, ApiClient.ACME)) {
      try (var _ = enter(gate, ApiClient.BETA)) {
        assertThat(refusal(gate, third)).isEqualTo(503);
      }
      enter(gate, third).close();
    }
  }

  @Test
  void letsTheNextListInAsSoonAsOneIsThrough() throws Exception {
    var patient = new Gate("lists", new GateLimits(2, 1, Duration.ofSeconds(20)));
    var first = enter(patient, ApiClient.ACME);
    var entered = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try (var _ = enter(patient, ApiClient.ACME)) {
                entered.countDown();
              }
            });
    assertThat(entered.await(50, TimeUnit.MILLISECONDS)).isFalse();
    first.close();
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tellsWhenToAskAgainWhileOtherListsAreRead() throws Exception {
    // A list that nobody takes in keeps its turn: nothing but its beginning fits into the sockets.
    try (var slow = LongList.of(app)) {
      slow.begin();
      try (var client = ApiClient.of(app, slow.organisation())) {
        var refused = client.get("/api/calls");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.field("Retry-After")).isEqualTo("1");
        assertThat(ApiClient.errors(refused, "code")).containsExactly("too_many_requests");
        assertThat(ApiClient.errors(refused, "detail"))
            .containsExactly("The organisation has as many lists at once as it may, 1; try again.");
        assertThat(client.get("/api/calls/" + slow.organisation()).status()).isEqualTo(404);
      }
      assertThat(ask("sort=id").status()).as("another organisation").isEqualTo(200);
    }
  }

  @Test
  void endsAStatementThatTakesTooLong() throws IOException {
    var settings = DatabaseSettings.DEFAULT.withStatementTimeout(Duration.ofMillis(1));
    try (var hasty = TestApp.start(settings, HttpLimits.DEFAULT, Api.Limits.DEFAULT)) {
      var path = "filter" + "[conversation][calls]".repeat(2) + "[status]=busy";
      try (var client = ApiClient.of(hasty, ApiClient.ACME)) {
        var answer = client.get("/api/calls?" + path);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("Retry-After")).isEqualTo("1");
        assertThat(ApiClient.errors(answer, "code")).containsExactly("service_unavailable");
        assertThat(ApiClient.errors(answer, "detail"))
            .containsExactly(
                "The database took too long over this list. Narrow its filter, such as to a range"
                    + " of started_at, or ask for a page.");
        assertThat(ApiClient.errors(client.get("/api/calls?sort=status&" + path), "detail"))
            .containsExactly(
                "The database took too long over this list. It is sorted by status: narrow its"
                    + " filter, such as to a range of started_at, or have the operator add an"
                    + " index, if there is none: ./rollcall index add status");
      }
    }
  }

  @Test
  void bearsTheLongestPathOfRelationshipsThatItAllows() throws IOException {
    try (var generous = TestApp.startWithDataSet();
        var client = ApiClient.of(generous, ApiClient.ACME)) {
      var path = "filter" + "[conversation][calls]".repeat(2) + "[conversation][mode]=voice";
      client.get("/api/calls?" + path);
      var start = System.nanoTime();
      assertThat(ApiClient.ids(client.get("/api/calls?" + path))).hasSize(48);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }
}
