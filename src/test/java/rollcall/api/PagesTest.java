package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.BETA;
import static rollcall.api.ApiClient.document;
import static rollcall.api.ApiClient.errors;
import static rollcall.api.ApiClient.ids;
import static rollcall.api.ApiClient.list;
import static rollcall.api.ApiClient.object;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.app.Storage;
import rollcall.app.TestApp;
import rollcall.database.CitusRules;
import rollcall.http.Answer;
import rollcall.jsonapi.query.SortKey;
import rollcall.observe.Observation;

class PagesTest {
  private static TestApp app;
  private static ApiClient client;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet();
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

  private static String link(Answer answer, String name) {
    var url = (String) object(document(answer).get("links")).get(name);
    return url == null ? null : url.substring(url.indexOf("/api"));
  }

  private static Object page(Answer answer) {
    return object(document(answer).get("meta")).get("page");
  }

  /// The pages from one on, along their links of that name.
  private static List<Answer> walk(String from, String along) throws IOException {
    var pages = new ArrayList<Answer>();
    for (var target = from; target != null; target = link(pages.getLast(), along)) {
      pages.add(get(target));
      assertThat(pages.size()).isLessThan(1_000);
    }
    return pages;
  }

  private static List<Object> rows(List<Answer> pages) {
    return pages.stream().flatMap(page -> ids(page).stream()).toList();
  }

  static Stream<String> orders() {
    var single =
        Storage.SCHEMA.types().stream()
            .flatMap(
                type ->
                    type.comparableFields().stream()
                        .flatMap(
                            field ->
                                SortKey.PREFIXES.stream()
                                    .map(
                                        prefix ->
                                            "/api/%s?sort=%s%s"
                                                .formatted(
                                                    type.path(),
                                                    prefix.replace("+", "%2B"),
                                                    field.name()))));
    return Stream.concat(
        single,
        Stream.of(
            "/api/calls?",
            "/api/conversations?",
            "/api/organisations?",
            "/api/calls?sort=status,-direction,++ended_at",
            "/api/calls?sort=--sip_username,duration_seconds,-call_uuid",
            "/api/calls?sort=++conversation_id,--status,id",
            "/api/calls?fields[Call]=direction&sort=-duration_seconds&filter[direction]=inbound",
            "/api/calls?filter[or][0][conversation][channel]=voice&filter[or][1][status]=failed",
            "/api/conversations?sort=channel,-public_id&filter[calls][status]=completed"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void pagesAlongTheirLinksAreTheWholeList(String target) throws IOException {
    var whole = ids(get(target));
    var forwards = walk(target + "&page[limit]=17", "next");
    assertThat(rows(forwards)).isEqualTo(whole);
    assertThat(link(forwards.getFirst(), "prev")).isNull();

    var backwards = walk(link(get(link(forwards.getLast(), "self")), "self"), "prev");
    assertThat(rows(backwards.reversed())).isEqualTo(whole);
    assertThat(backwards).hasSameSizeAs(forwards);
    assertThat(rows(walk(target + "&page[offset]=0&page[limit]=40", "next"))).isEqualTo(whole);
  }

  @Test
  void theFirstPageHasTwentyFiveRowsUnlessItIsToldOtherwise() throws IOException {
    for (var query : List.of("page[offset]=0", "page[count]=false", "page[limit]=25")) {
      assertThat(ids(get("/api/calls?" + query))).hasSize(25);
    }
    assertThat(ids(get("/api/calls?page[limit]=1000")).size()).isGreaterThan(100);
    assertThat(ids(get("/api/calls?page[size]=3"))).hasSize(3);
  }

  @Test
  void aPageSaysItsPlaceInLinksAndMeta() throws IOException {
    var first = get("/api/calls?sort=id&page[limit]=10&fields[Call]=id");
    assertThat(object(document(first).get("links")))
        .containsOnlyKeys("self", "first", "prev", "next");
    assertThat(link(first, "first")).isEqualTo("/api/calls?sort=id&page[limit]=10&fields[Call]=id");
    assertThat(link(first, "next"))
        .startsWith("/api/calls?sort=id&page[limit]=10&fields[Call]=id&page%5Bafter%5D=");
    assertThat(page(first)).isEqualTo(Map.of("limit", 10L));

    var third = get("/api/calls?page[offset]=20&page[limit]=10");
    assertThat(page(third)).isEqualTo(Map.of("limit", 10L, "offset", 20L));
    assertThat(link(third, "prev")).endsWith("page%5Boffset%5D=10");
    assertThat(link(third, "next")).endsWith("page%5Boffset%5D=30");
    assertThat(link(third, "first")).endsWith("page%5Boffset%5D=0");
  }

  @Test
  void theFirstPageIsAPageAlsoWhereOnlyACursorWasGiven() throws IOException {
    var next = link(get("/api/calls?page[limit]=5"), "next");
    var cursor = next.substring(next.indexOf("page%5Bafter"));
    assertThat(link(get("/api/calls?" + cursor), "first")).endsWith("?page%5Blimit%5D=25");
  }

  @Test
  void anEmptyPageLeadsBack() throws IOException {
    var filter = "/api/calls?sort=id&page[limit]=1000";
    var all = ids(get(filter));
    var last = walk("/api/calls?sort=id&page[limit]=" + (all.size() - 1), "next").getLast();
    assertThat(ids(last)).containsExactly(all.getLast());
    var before = link(last, "prev").replace("page[limit]=" + (all.size() - 1), "page[limit]=1000");
    var cursor = before.substring(before.indexOf("before%5D=") + "before%5D=".length());
    var empty = get(filter + "&page[after]=" + cursor.strip());
    assertThat(ids(empty)).isEmpty();
    assertThat(link(empty, "next")).isNull();
    assertThat(ids(get(link(empty, "prev")))).isEqualTo(all);

    var beyond = get("/api/calls?page[offset]=100000");
    assertThat(ids(beyond)).isEmpty();
    assertThat(link(beyond, "next")).isNull();
    assertThat(link(beyond, "prev")).isNotNull();
  }

  @Test
  void aPageIncludesWhatItsOwnRowsLeadTo() throws IOException {
    var target = "/api/calls?sort=-id&include=conversation&page[limit]=9";
    var forwards = walk(target, "next");
    for (var page :
        Stream.concat(forwards.stream(), walk(link(forwards.getLast(), "self"), "prev").stream())
            .toList()) {
      var linked = new HashSet<Object>();
      for (var row : list(document(page).get("data"))) {
        var data = object(object(object(row).get("relationships")).get("conversation")).get("data");
        if (data != null) {
          linked.add(object(data).get("id"));
        }
      }
      var included =
          list(document(page).get("included")).stream().map(row -> object(row).get("id")).toList();
      assertThat(included).doesNotHaveDuplicates().hasSameElementsAs(linked);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          page=2                          | invalid_pagination | page         | page is a map
          page[]=2                        | invalid_pagination | page         | page is a map
          page[limit]=0                   | invalid_pagination | page[limit]  | from 1 to 1000
          page[limit]=1001                | invalid_pagination | page[limit]  | from 1 to 1000
          page[limit]=                    | invalid_pagination | page[limit]  | from 1 to 1000
          page[limit]=-1                  | invalid_pagination | page[limit]  | from 1 to 1000
          page[limit]=1e2                 | invalid_pagination | page[limit]  | from 1 to 1000
          page[limit][x]=5                | invalid_pagination | page[limit]  | from 1 to 1000
          page[size]=5&page[limit]=5      | invalid_pagination | page[size]   | another word
          page[offset]=-1                 | invalid_pagination | page[offset] | whole number from 0
          page[offset]=9223372036854775808 | invalid_pagination | page[offset] | whole number from 0
          page[offset]=99999999999999999999 | invalid_pagination | page[offset] | whole number from 0
          page[count]=yes                 | invalid_pagination | page[count]  | true or false
          page[number]=2                  | invalid_pagination | page[number] | There is no page[number]
          page[limits]=2                  | invalid_pagination | page[limits] | Did you mean limit?
          page[offset]=1&page[after]=x    | invalid_pagination | page[after]  | exclude each other
          page[after]=                    | invalid_cursor     | page[after]  | must be a cursor
          page[after][]=x                 | invalid_cursor     | page[after]  | must be a cursor
          page[after]=x                   | invalid_cursor     | page[after]  | no cursor of this list
          page[before]=%00                | invalid_cursor     | page[before] | no cursor of this list
          page[after]=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | invalid_cursor | page[after] | no cursor
          """)
  void saysWhatIsWrongWithAPage(String query, String code, String parameter, String detail)
      throws IOException {
    var answer = client.get("/api/calls?" + query.strip());
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(errors(answer, "code")).contains(code);
    assertThat(errors(answer, "source")).contains(Map.of("parameter", parameter));
    assertThat(answer.body()).contains(detail);
  }

  @Test
  void collectsWhatIsWrongWithAPageBesideTheRest() throws IOException {
    var answer = client.get("/api/calls?page[limit]=0&page[x]=1&sort=nope&filter[nope]=1");
    assertThat(errors(answer, "code"))
        .containsExactlyInAnyOrder(
            "invalid_pagination", "invalid_pagination", "invalid_sort", "invalid_filter");
  }

  @Test
  void aCursorBelongsToItsListAlone() throws IOException {
    var next =
        link(get("/api/calls?sort=-started_at&filter[direction]=inbound&page[limit]=5"), "next");
    var cursor = next.substring(next.indexOf("after%5D=") + "after%5D=".length());
    var same = "/api/calls?filter[direction]=inbound&sort=-started_at&page[after]=" + cursor;
    // What is shown of the rows, and how many, does not matter.
    assertThat(client.get(same + "&page[limit]=7&fields[Call]=id&include=organisation").status())
        .isEqualTo(200);
    for (var other :
        List.of(
            same.replace("-started_at", "started_at"),
            same.replace("-started_at", "--started_at"),
            same.replace("=inbound", "=outbound"),
            same.replace("/calls", "/conversations")
                .replace("filter[direction]=inbound&sort=-started_at", ""),
            "/api/calls?page[after]=" + cursor,
            same.substring(0, same.length() - 2) + "AA",
            same.replace("page[after]=" + cursor, "page[after]=" + flipped(cursor)))) {
      var answer = client.get(other);
      assertThat(answer.status()).as(other).isEqualTo(400);
      assertThat(errors(answer, "code")).containsExactly("invalid_cursor");
    }
    try (var stranger = ApiClient.of(app, BETA)) {
      assertThat(errors(stranger.get(same), "code")).containsExactly("invalid_cursor");
    }
  }

  private static String flipped(String cursor) {
    var first = cursor.charAt(4) == 'A' ? 'B' : 'A';
    return cursor.substring(0, 4) + first + cursor.substring(5);
  }

  @Test
  void everyStatementOfAPageWouldRunOnADistributedDatabase() throws IOException {
    for (var prefix : List.of("", "-", "%2B%2B", "--")) {
      var target = "/api/calls?include=conversation&page[limit]=9&sort=" + prefix + "sip_username";
      walk(link(walk(target, "next").getLast(), "self"), "prev");
    }
    var statements = new TreeSet<String>();
    for (var observation : app.observations()) {
      // An offset is what the client asked for; statistics are the importer's affair.
      if (observation instanceof Observation.StatementSent(var text)
          && !text.contains("offset")
          && !text.startsWith("analyze")) {
        statements.add(text);
      }
    }
    assertThat(statements).hasSizeGreaterThan(10);
    assertThat(statements.stream().flatMap(sql -> CitusRules.violations(sql).stream())).isEmpty();
  }
}
