package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.BETA;
import static rollcall.api.ApiClient.list;
import static rollcall.api.ApiClient.object;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.TestApp;
import rollcall.http.Answer;

/// Whole answers, as they come over the wire.
class AnswersTest {
  private static final String CALL = "2ac954c3-3173-49f7-b59e-cf105c6cf0c2";
  private static final String ID = "a-request-of-this-test";
  private static final String KNOWN = "X-Request-Id: " + ID;
  private static final String ROW =
      "{\"type\":\"Call\",\"id\":\""
          + CALL
          + "\",\"attributes\":{\"direction\":\"inbound\",\"from_number\":\"+442079460000\","
          + "\"to_number\":\"+18043797055\",\"sip_username\":null,\"status\":\"failed\","
          + "\"call_uuid\":\"517f1efe-9874-44ab-98c0-d341131d9da7\",\"call_source\":\"zebra\","
          + "\"started_at\":\"2025-01-10T02:35:34.000000Z\","
          + "\"ended_at\":\"2025-01-10T02:36:34.000000Z\",\"duration_seconds\":60,"
          + "\"conversation_id\":null},\"relationships\":{\"conversation\":{\"data\":null,"
          + "\"links\":{},\"meta\":{}},\"organisation\":{\"data\":{\"type\":\"Organisation\","
          + "\"id\":\"aaaaaaaa-0000-4000-8000-000000000001\",\"meta\":{}},\"links\":{},"
          + "\"meta\":{}}},\"links\":{},\"meta\":{}}";

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

  private static String tail(String target) {
    return ",\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"self\":\"http://here"
        + target
        + "\"},\"meta\":{}}";
  }

  @Test
  void writesAListAsThePageShowsIt() throws IOException {
    var target = "/api/calls?filter[id]=" + CALL;
    var answer = client.get(target);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("Content-Type")).isEqualTo("application/vnd.api+json");
    assertThat(answer.field("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.body()).isEqualTo("{\"data\":[" + ROW + "]" + tail(target));
  }

  @Test
  void writesOneRecord() throws IOException {
    var target = "/api/calls/" + CALL;
    assertThat(client.get(target).body()).isEqualTo("{\"data\":" + ROW + tail(target));
  }

  @Test
  void writesAnEmptyList() throws IOException {
    var target = "/api/calls?filter[from_number]=nobody";
    assertThat(client.get(target).body()).isEqualTo("{\"data\":[]" + tail(target));
  }

  @Test
  void writesAnEmptyListOfWhatIsIncluded() throws IOException {
    var target = "/api/calls?include=conversation&fields[Call]=id&filter[id]=" + CALL;
    assertThat(client.get(target).body())
        .startsWith("{\"data\":[{\"type\":\"Call\",\"id\":\"" + CALL + "\",\"attributes\":{},")
        .endsWith("],\"included\":[]" + tail(target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls?filter[id]=" + CALL + "&x=%zz&&",
        "/api/calls/?filter%5Bid%5D=" + CALL,
        "//api//calls?x=?#x&filter[id]=" + CALL,
        "/api/c%61lls/" + CALL,
      })
  void linksToTheRequestExactlyAsSent(String target) throws IOException {
    var answer = client.get(target);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(object(ApiClient.document(answer).get("links")))
        .isEqualTo(Map.of("self", "http://here" + target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls",
        "/api/calls?sort=id&include=conversation",
        "/api/calls?sort=nope",
        "/api/calls/" + CALL,
        "/api/calls/nope",
        "/api/conversations",
        "/api/organisations",
        "/api/nope",
        "/api/calls/00000000-0000-4000-8000-000000000000"
      })
  void answersHeadLikeGetWithoutABody(String target) throws IOException {
    var get = client.get(target, KNOWN);
    var head = client.send("HEAD", target, KNOWN);
    assertThat(head.status()).isEqualTo(get.status());
    assertThat(lasting(head)).isEqualTo(lasting(get));
    assertThat(client.get(target, KNOWN).status())
        .as("nothing is left over")
        .isEqualTo(get.status());
  }

  /// The fields of an answer that do not come from its moment or its framing.
  private static Map<String, String> lasting(Answer answer) {
    var fields = new TreeMap<>(answer.fields());
    fields.keySet().removeAll(List.of("date", "content-length", "transfer-encoding"));
    return fields;
  }

  @Test
  void collectsEveryProblemOfOneRequest() throws IOException {
    var answer =
        client.get(
            "/api/calls?sort=nope,id,&include=x&fields[Call]=y&filter[z]=1&filter[status][eqq]=a",
            KNOWN);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field("X-Request-Id")).isEqualTo(ID);
    assertThat(ApiClient.errors(answer, "code"))
        .containsExactly(
            "invalid_field",
            "invalid_includes",
            "invalid_filter",
            "invalid_filter",
            "invalid_sort",
            "invalid_sort");
    assertThat(ApiClient.errors(answer, "source"))
        .containsExactly(
            Map.of("parameter", "fields[Call]"),
            Map.of("parameter", "include"),
            Map.of("parameter", "filter[z]"),
            Map.of("parameter", "filter[status][eqq]"),
            Map.of("parameter", "sort"),
            Map.of("parameter", "sort"));
    assertThat(ApiClient.errors(answer, "id"))
        .containsExactly(ID, ID + "-2", ID + "-3", ID + "-4", ID + "-5", ID + "-6");
  }

  @Test
  void writesAnError() throws IOException {
    var answer = client.get("/api/calls/00000000-0000-4000-8000-000000000000", KNOWN);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.field("Content-Type")).isEqualTo("application/vnd.api+json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"errors\":[{\"id\":\""
                + ID
                + "\",\"status\":\"404\",\"code\":\"not_found\",\"title\":\"Entity not found\","
                + "\"detail\":\"No Call with the id 00000000-0000-4000-8000-000000000000 was"
                + " found.\",\"meta\":{}}],\"jsonapi\":{\"version\":\"1.0\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/organisations",
    "PATCH, /api/calls",
    "PUT, /api/calls",
    "OPTIONS, /api/calls",
    "get, /api/calls",
    "GET, /api/call",
    "GET, /api/Calls",
    "GET, /api/calls.json",
    "GET, /api/calls%2F",
    "GET, /api/calls/x/y",
    "GET, /api",
    "GET, /",
  })
  void knowsNoOtherRoute(String method, String target) throws IOException {
    var answer = client.send(method, target);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(ApiClient.errors(answer, "code")).containsExactly("no_route_found");
    assertThat(ApiClient.errors(answer, "detail"))
        .containsExactly("There is no " + method + " " + target + ".");
  }

  @Test
  void showsTheAttributesOfThePageAndNoOthers() throws IOException {
    var rows = list(ApiClient.document(client.get("/api/calls")).get("data"));
    assertThat(rows)
        .hasSize(183)
        .allSatisfy(
            row ->
                assertThat(object(object(row).get("attributes")).keySet())
                    .containsExactly(
                        "direction",
                        "from_number",
                        "to_number",
                        "sip_username",
                        "status",
                        "call_uuid",
                        "call_source",
                        "started_at",
                        "ended_at",
                        "duration_seconds",
                        "conversation_id"));
  }

  @Test
  void listsNewestFirstAndWhatHasNoStartBeforeAll() throws IOException {
    assertThat(ApiClient.ids(client.get("/api/calls")))
        .isEqualTo(ApiClient.ids(client.get("/api/calls?sort=-started_at,-id")));
    var started =
        list(ApiClient.document(client.get("/api/calls?fields=started_at")).get("data")).stream()
            .map(row -> object(object(row).get("attributes")).get("started_at"))
            .toList();
    assertThat(started.subList(0, 20)).containsOnlyNulls();
    assertThat(started.subList(20, started.size())).doesNotContainNull();
  }

  @Test
  void includesEachRowOnce() throws IOException {
    var document =
        ApiClient.document(client.get("/api/calls?include=conversation,organisation,conversation"));
    var included =
        list(document.get("included")).stream().map(row -> object(row).get("id")).toList();
    var expected = new HashSet<>(DataSet.ids("conversations", ACME));
    expected.add(ACME.toString());
    assertThat(included).doesNotHaveDuplicates().hasSizeBetween(2, expected.size());
    assertThat(expected).containsAll(included.stream().map(String.class::cast).toList());
  }

  @Test
  void linksAConversationToItsNewestCall() throws IOException {
    var document = ApiClient.document(client.get("/api/conversations?include=call"));
    var included =
        list(document.get("included")).stream().map(row -> object(row).get("id")).toList();
    assertThat(list(document.get("data"))).hasSize(24);
    for (var row : list(document.get("data"))) {
      var call = object(object(object(row).get("relationships")).get("call"));
      var newest =
          ApiClient.ids(client.get("/api/calls?filter[conversation]=" + object(row).get("id")));
      assertThat(object(call.get("data")))
          .containsEntry("type", "Call")
          .containsEntry("id", newest.getFirst());
      assertThat(included).contains(newest.getFirst());
    }
  }

  @Test
  void listsOnesOwnOrganisation() throws IOException {
    assertThat(client.get("/api/organisations").body())
        .isEqualTo(
            "{\"data\":[{\"type\":\"Organisation\",\"id\":\"aaaaaaaa-0000-4000-8000-000000000001\","
                + "\"attributes\":{\"name\":\"Acme T\u00c3\u00a9l\u00c3\u00a9com\",\"plan\":\"standard\","
                + "\"sip_domain\":\"acme.sip.example\",\"owner_id\":null},\"relationships\":{},"
                + "\"links\":{},\"meta\":{}}]"
                + tail("/api/organisations"));
    try (var other = ApiClient.of(app, BETA)) {
      assertThat(ApiClient.ids(other.get("/api/organisations"))).containsExactly(BETA.toString());
    }
    try (var unknown = ApiClient.of(app, UUID.randomUUID())) {
      assertThat(ApiClient.ids(unknown.get("/api/calls"))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*                                               | 200
          application/*                                     | 200
          application/json                                  | 200
          application/vnd.api+json                          | 200
          APPLICATION/VND.API+JSON                          | 200
          application/vnd.api+json;                         | 200
          application/vnd.api+json,                         | 200
          application/vnd.api+json; ext="a,b;c"; profile=x  | 200
          application/vnd.api+json;v=1, application/vnd.api+json | 200
          text/html, */*;q=0.1                              | 200
          application/vnd.api+json;q=0.5                    | 406
          application/vnd.api+json;charset=utf-8            | 406
          application/vnd.api+json;ext=a;foo=b              | 406
          application/vnd.api+json;v=1, */*                 | 406
          text/html                                         | 406
          text/*                                            | 406
          """)
  void servesWhatIsAccepted(String accept, int status) throws IOException {
    var answer = client.get("/api/calls/" + CALL, "Accept: " + accept);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("Content-Type")).isEqualTo("application/vnd.api+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/vnd.api+json                        | 200
          application/vnd.api+json; ext=x                 | 200
          application/vnd.api+json; profile="x"           | 200
          application/json                                | 200
          text/plain; charset=utf-8                       | 200
          application/vnd.api+json; charset=utf-8         | 415
          APPLICATION/VND.API+JSON;x=y                    | 415
          """)
  void judgesTheTypeOfABodyThatIsNotThere(String type, int status) throws IOException {
    assertThat(client.get("/api/calls/" + CALL, "Content-Type: " + type).status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "?sort=%22%5C%00%0a%3C/script%3E, 400",
    "?filter[%22%5C%00%E2%80%A8]=1, 400",
    "?filter[status]=%22%7D%5D, 400",
    "?filter[status][%22]=1, 400",
    "?include=%22%2C%5C, 400",
    "?fields[%22%0d%0a]=%09, 400",
    "?x=\"\\%ff, 400",
    "?x=\"\\, 200",
    "/\"\\, 400",
    "/a/\"\\, 404",
  })
  void keepsItsFormWhateverTheClientWrote(String rest, int status) throws IOException {
    var answer = client.get("/api/calls" + rest);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(ApiClient.document(answer)).containsKey("jsonapi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort=",
        "include=",
        "fields=",
        "fields[%s]=id",
        "filter[%s]=1",
        "filter[id][%s]=1"
      })
  void cutsWhatTheClientWrote(String parameter) throws IOException {
    var longText = "y".repeat(99) + "%F0%9F%93%9E" + "z".repeat(9_000);
    var query = parameter.contains("%s") ? parameter.formatted(longText) : parameter + longText;
    var answer = client.get("/api/calls?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(ApiClient.texts(ApiClient.document(answer)))
        .allSatisfy(text -> assertThat(text).hasSizeLessThan(700))
        .anySatisfy(text -> assertThat(text).contains("yyy…"));
    assertThat(client.get("/api/" + longText).body()).hasSizeLessThan(700);
  }
}
