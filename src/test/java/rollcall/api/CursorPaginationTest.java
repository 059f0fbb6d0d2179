package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.document;
import static rollcall.api.ApiClient.errors;
import static rollcall.api.ApiClient.ids;
import static rollcall.api.ApiClient.list;
import static rollcall.api.ApiClient.object;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.TestApp;
import rollcall.http.Answer;
import rollcall.jsonapi.query.QueryLimits;

/// The cursor pagination profile of JSON:API, sentence by sentence.
class CursorPaginationTest {
  private static final String URI = "https://jsonapi.org/profiles/ethanresnick/cursor-pagination/";
  private static final String ACCEPT = "Accept: application/vnd.api+json;profile=\"" + URI + "\"";
  private static final String PLAIN = "application/vnd.api+json";
  private static final String APPLIED = PLAIN + "; profile=\"" + URI + "\"";

  private static final Api.Limits FEW =
      new Api.Limits(
          QueryLimits.DEFAULT,
          GateLimits.LISTS,
          GateLimits.OPERATIONS,
          new CountLimits(10, Duration.ofSeconds(1)));

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

  private static Answer get(String target, String... fields) throws IOException {
    var answer = client.get(target, fields);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static Answer page(String target) throws IOException {
    var answer = get(target, ACCEPT);
    assertThat(answer.field("Content-Type")).isEqualTo(APPLIED);
    assertThat(document(answer).get("jsonapi"))
        .isEqualTo(Map.of("version", "1.0", "profile", List.of(URI)));
    return answer;
  }

  private static List<String> cursors(Answer answer) {
    return list(document(answer).get("data")).stream()
        .map(row -> object(object(object(row).get("meta")).get("page")).get("cursor"))
        .map(String.class::cast)
        .toList();
  }

  private static Object link(Answer answer, String name) {
    return object(document(answer).get("links")).get(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls?",
        "/api/conversations?",
        "/api/organisations?",
        "/api/calls?sort=--sip_username,duration_seconds&fields[Call]=direction",
        "/api/calls?sort=++conversation_id,-status&include=conversation",
        "/api/calls?filter[number][matches]=555",
        "/api/calls?sort=call_uuid&filter[conversation][channel]=voice"
      })
  void aListIsWalkedByTheCursorsOfItsRows(String target) throws IOException {
    var whole = ids(get(target));
    var forwards = new ArrayList<Object>();
    var page = page(target + "&page[size]=7");
    while (!ids(page).isEmpty()) {
      forwards.addAll(ids(page));
      page = page(target + "&page[size]=7&page[after]=" + cursors(page).getLast());
    }
    assertThat(forwards).isEqualTo(whole).isNotEmpty();

    var end = page(target + "&page[size]=1000");
    assertThat(cursors(end)).hasSize(whole.size()).doesNotHaveDuplicates();
    var backwards = new ArrayList<Object>(List.of(whole.getLast()));
    page = page(target + "&page[size]=7&page[before]=" + cursors(end).getLast());
    while (!ids(page).isEmpty()) {
      backwards.addAll(0, ids(page));
      page = page(target + "&page[size]=7&page[before]=" + cursors(page).getFirst());
    }
    assertThat(backwards).isEqualTo(whole);
  }

  @Test
  void theCursorOfARowFallsOnIt() throws IOException {
    var page = page("/api/calls?page[size]=9");
    var rows = ids(page);
    var cursor = cursors(page).get(4);
    assertThat(ids(page("/api/calls?page[size]=4&page[after]=" + cursor)))
        .isEqualTo(rows.subList(5, 9));
    assertThat(ids(page("/api/calls?page[size]=4&page[before]=" + cursor)))
        .isEqualTo(rows.subList(0, 4));
    assertThat(ids(get("/api/calls?page[limit]=4&page[after]=" + cursor)))
        .isEqualTo(rows.subList(5, 9));
  }

  @Test
  void aPageHasALinkToEachSideOrNull() throws IOException {
    var first = page("/api/calls?page[size]=9");
    assertThat(link(first, "prev")).isNull();
    assertThat((String) link(first, "next")).contains("page[size]=9&page%5Bafter%5D=");
    var back = page("/api/calls?page[size]=9&page[before]=" + cursors(first).get(3));
    assertThat(ids(back)).hasSize(3);
    assertThat(link(back, "prev")).isNull();
    assertThat((String) link(back, "next")).contains("page%5Bafter%5D=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          application/vnd.api+json; profile="https://example.com/a URI  x:b"
          application/vnd.api+json;profile="https://example.com/a", application/vnd.api+json;profile="URI"
          text/html, application/vnd.api+json; ext="e"; profile="URI", */*;q=0.1
          application/vnd.api+json, application/vnd.api+json;profile="URI"
          """)
  void theProfileIsAppliedAmongOthersThatAreNotKnown(String accept) throws IOException {
    var answer = get("/api/calls?page[size]=3", "Accept: " + accept.replace("URI", URI));
    assertThat(answer.field("Content-Type")).isEqualTo(APPLIED);
    assertThat(cursors(answer)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://jsonapi.org/profiles/ethanresnick/cursor-pagination",
        "http://jsonapi.org/profiles/ethanresnick/cursor-pagination/",
        "http://jsonapi.org/profiles/ethanresnick/cursor-pagination"
      })
  void theProfileIsAnsweredAsTheClientWroteIt(String uri) throws IOException {
    var accept = "Accept: application/vnd.api+json;profile=\"" + uri + "\"";
    var answer = get("/api/calls?page[size]=3", accept);
    assertThat(answer.field("Content-Type")).isEqualTo(PLAIN + "; profile=\"" + uri + "\"");
    assertThat(object(document(answer).get("jsonapi")).get("profile")).isEqualTo(List.of(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/vnd.api+json",
        "application/vnd.api+json;profile=\"https://example.com/a\"",
        "application/vnd.api+json;profile=\"" + URI + "x\"",
        "application/vnd.api+json;ext=\"" + URI + "\""
      })
  void withoutTheProfileAPageIsAsItWas(String accept) throws IOException {
    var target = "/api/calls?page[size]=3&page[count]=true&include=conversation";
    var before = get(target);
    assertThat(before.field("Content-Type")).isEqualTo(PLAIN);
    assertThat(before.body()).contains("\"links\":{},\"meta\":{}},{\"type\":\"Call\"");
    assertThat(before.body()).contains(",\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"self\":");
    var answer = get(target, "Accept: " + accept);
    assertThat(answer.body()).isEqualTo(before.body());
    assertThat(answer.field("Content-Type")).isEqualTo(before.field("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls",
        "/api/calls?sort=id",
        "/api/calls?page[offset]=0&page[size]=5",
        "/api/organisations/aaaaaaaa-0000-4000-8000-000000000001",
        "/api/calls?page[size]=5&format=csv",
        "/api/calls?page[size]=5&format=ndjson",
        "/api/calls?page[size]=5&format=parquet"
      })
  void whatIsNoPageByCursorDoesNotClaimTheProfile(String target) throws IOException {
    var plain = get(target);
    var answer = get(target, ACCEPT);
    assertThat(answer.body()).isEqualTo(plain.body());
    assertThat(answer.field("Content-Type")).isEqualTo(plain.field("Content-Type"));
  }

  @Test
  void aTotalOfTheProfileIsExactAndAnyOtherAnEstimate() throws IOException {
    var exact = page("/api/organisations?page[size]=1&page[count]=true");
    assertThat(object(document(exact).get("meta")).get("page"))
        .isEqualTo(Map.of("limit", 1L, "total", 1L, "total_is", "exact"));
    var target = "/api/calls?filter[duration_seconds][gte]=0&page[size]=1&page[count]=true";
    assertThat(object(document(page(target)).get("meta")).get("page"))
        .isEqualTo(
            Map.of(
                "limit", 1L, "estimatedTotal", Map.of("bestGuess", 10L), "total_is", "at_least"));
    assertThat(object(document(get(target)).get("meta")).get("page"))
        .isEqualTo(Map.of("limit", 1L, "total", 10L, "total_is", "at_least"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001", "0001001", "99999999999999999999", "18446744073709551617"})
  void aPageThatIsTooLargeIsToldTheLargest(String size) throws IOException {
    for (var fields : List.of(new String[0], new String[] {ACCEPT})) {
      var answer = client.get("/api/calls?page[size]=" + size, fields);
      assertThat(answer.status()).isEqualTo(400);
      var error = object(list(document(answer).get("errors")).getFirst());
      assertThat(error)
          .containsEntry("status", "400")
          .containsEntry("code", "invalid_pagination")
          .containsEntry("detail", "page[size] must be a whole number from 1 to 1000.")
          .containsEntry("source", Map.of("parameter", "page[size]"))
          .containsEntry("links", Map.of("type", URI + "max-size-exceeded"))
          .containsEntry("meta", Map.of("page", Map.of("maxSize", 1_000L)));
      assertThat(answer.field("Content-Type")).isEqualTo(fields.length == 0 ? PLAIN : APPLIED);
    }
  }

  @Test
  void aRangeOfTwoCursorsIsNotSupported() throws IOException {
    for (var fields : List.of(new String[0], new String[] {ACCEPT})) {
      var answer = client.get("/api/calls?page[after]=x&page[before]=y", fields);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(list(document(answer).get("errors"))).hasSize(1);
      assertThat(object(list(document(answer).get("errors")).getFirst()))
          .containsEntry("code", "invalid_pagination")
          .containsEntry("source", Map.of("parameter", "page[before]"))
          .containsEntry("links", Map.of("type", URI + "range-pagination-not-supported"))
          .containsEntry("meta", Map.of());
      assertThat(answer.field("Content-Type")).isEqualTo(fields.length == 0 ? PLAIN : APPLIED);
      assertThat(document(answer).get("jsonapi"))
          .isEqualTo(
              fields.length == 0
                  ? Map.of("version", "1.0")
                  : Map.of("version", "1.0", "profile", List.of(URI)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          page[size]=0         | page[size]
          page[size]=-1        | page[size]
          page[size]=ten       | page[size]
          page[size]=          | page[size]
          page[limit]=1001     | page[limit]
          page[after]=x        | page[after]
          page[before]=        | page[before]
          page[offset]=1&page[after]=x | page[after]
          """)
  void anyOtherMistakeNamesItsParameterAndHasNoType(String query, String parameter)
      throws IOException {
    var answer = client.get("/api/calls?" + query.strip(), ACCEPT);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(errors(answer, "source")).contains(Map.of("parameter", parameter));
    assertThat(answer.body()).doesNotContain("\"links\"").contains("\"meta\":{}}");
    assertThat(answer.field("Content-Type")).isEqualTo(PLAIN);
  }

  @Test
  void aSizeIsANumberHoweverManyNoughtsItBeginsWith() throws IOException {
    assertThat(ids(page("/api/calls?page[size]=" + "0".repeat(30) + "3"))).hasSize(3);
  }
}
