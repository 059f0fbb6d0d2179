package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.document;
import static rollcall.api.ApiClient.list;
import static rollcall.api.ApiClient.object;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.TestApp;
import rollcall.database.CitusRules;
import rollcall.http.Answer;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.observe.Observation;

class PageCountTest {
  private static final Api.Limits FEW =
      new Api.Limits(
          QueryLimits.DEFAULT,
          GateLimits.LISTS,
          GateLimits.OPERATIONS,
          new CountLimits(3, Duration.ofSeconds(1)));

  private static TestApp app;
  private static ApiClient client;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet(FEW);
    client = ApiClient.of(app, ACME);
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    app.close();
  }

  private static Answer get(String target) throws IOException {
    var answer = client.get(target);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static Map<String, Object> page(Answer answer) {
    return object(object(document(answer).get("meta")).get("page"));
  }

  private static int rows(String target) throws IOException {
    return list(document(get(target)).get("data")).size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&filter[direction]=inbound",
        "&filter[status]=completed",
        "&filter[status][in][]=busy&filter[status][in][]=completed",
        "&filter[status][is_nil]=true",
        "&filter[call_source]=freeswitch",
        "&filter[call_source]=nobody",
        "&filter[started_at][gte]=2025-01-05T10:20:00Z",
        "&filter[started_at][gt]=2025-01-02&filter[started_at][lte]=2025-01-08T23:59:59.5Z",
        "&filter[started_at][lt]=2025-01-07T00:10:00Z&filter[started_at][gte]=2025-01-07",
      })
  void aCountThatIsKeptIsExactWhateverItsSize(String filter) throws IOException {
    var all = rows("/api/calls?" + filter);
    for (var place : List.of("", "&page[offset]=1", "&include=conversation")) {
      var answer = get("/api/calls?page[limit]=1&page[count]=true" + place + filter);
      assertThat(page(answer))
          .containsEntry("total", (long) all)
          .containsEntry("total_is", "exact");
    }
  }

  @Test
  void anotherCountGoesAsFarAsItsBound() throws IOException {
    var filter = "&filter[from_number][not_eq]=1&filter[direction]=inbound";
    assertThat(rows("/api/calls?" + filter)).isGreaterThan(6);
    assertThat(page(get("/api/calls?page[limit]=1&page[count]=true" + filter)))
        .containsEntry("total", 3L)
        .containsEntry("total_is", "at_least");
    var deep = get("/api/calls?page[limit]=1&page[offset]=4&page[count]=true" + filter);
    assertThat(page(deep)).containsEntry("total", 6L).containsEntry("total_is", "at_least");
    assertThat(object(document(deep).get("links"))).doesNotContainKey("last");
  }

  @Test
  void aPageThatEndsTheListTellsTheCountItself() throws IOException {
    var filter = "&filter[from_number][not_eq]=1";
    var all = rows("/api/calls?" + filter);
    var answer = get("/api/calls?page[offset]=" + (all - 1) + "&page[count]=true" + filter);
    assertThat(page(answer)).containsEntry("total", (long) all).containsEntry("total_is", "exact");
    var beyond = get("/api/calls?page[offset]=" + all + "&page[count]=true" + filter);
    assertThat(page(beyond)).containsEntry("total", 3L).containsEntry("total_is", "at_least");
  }

  @Test
  void theLastPageIsNamedByOffsetWhereTheCountIsExact() throws IOException {
    var all = rows("/api/calls");
    var answer = get("/api/calls?page[limit]=2&page[offset]=0&page[count]=true");
    var last = (String) object(document(answer).get("links")).get("last");
    assertThat(last).endsWith("=" + (all - 1) / 2 * 2);
  }

  @Test
  void followingNextFromAnywhereLeadsToTheLastPage() throws IOException {
    for (var offset : List.of(1, 2, 4)) {
      var page = get("/api/calls?page[limit]=3&page[count]=true&page[offset]=" + offset);
      var last = object(document(page).get("links")).get("last");
      while (object(document(page).get("links")).get("next") instanceof String next) {
        page = get(next.substring(next.indexOf("/api")));
      }
      assertThat(object(document(page).get("links")).get("self")).isEqualTo(last);
    }
  }

  @Test
  void othersAreCountedOnlyWhenAsked() throws IOException {
    assertThat(page(get("/api/calls?page[limit]=1"))).containsOnlyKeys("limit");
    assertThat(page(get("/api/calls?page[limit]=1&page[count]=false"))).containsOnlyKeys("limit");
    assertThat(page(get("/api/organisations?page[count]=true")))
        .containsEntry("total", 1L)
        .containsEntry("total_is", "exact");
  }

  @Test
  void noStatementBreaksARuleOfTenants() {
    assertThat(
            app.observations().stream()
                .filter(Observation.StatementSent.class::isInstance)
                .map(it -> ((Observation.StatementSent) it).text())
                .filter(sql -> sql.contains("call_count") || sql.startsWith("select count"))
                .flatMap(sql -> CitusRules.violations(sql).stream()))
        .isEmpty();
  }
}
