package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.TestApp;
import rollcall.database.Tenant;
import rollcall.http.Answer;
import rollcall.numbers.NumberDirectory;
import rollcall.organisations.OrganisationId;
import rollcall.organisations.OrganisationRecorder;

/// Numbers found over HTTP, however they are written.
class NumberSearchTest {
  /// Calls by what they are called here, each with its numbers.
  private static final Map<String, List<String>> CALLS =
      Map.ofEntries(
          Map.entry("international", List.of("+441174960123", "101")),
          Map.entry("national", List.of("0117 496 0123", "102")),
          Map.entry("from-abroad", List.of("00441174960123", "103")),
          Map.entry("sip", List.of("104", "sip:+441174960123@10.44.117.49")),
          Map.entry("neighbour", List.of("+441174950123", "105")),
          Map.entry("elsewhere", List.of("+33117496012", "101")),
          Map.entry("middle", List.of("+498801174977", "106")),
          Map.entry("anonymous", List.of("anonymous", "sip:anonymous@anonymous.invalid")));

  private static final List<String> BRISTOL =
      List.of("from-abroad", "international", "national", "sip");

  private static TestApp app;
  private static ApiClient british;
  private static ApiClient homeless;
  private static ApiClient other;

  @BeforeAll
  static void start() throws IOException {
    app = TestApp.start();
    var organisation = app.database().createOrganisation();
    setCountry(organisation, Optional.of("GB"));
    british = ApiClient.of(app, organisation.organisationId());
    homeless = ApiClient.of(app, app.database().createOrganisation().organisationId());
    other = ApiClient.of(app, app.database().createOrganisation().organisationId());
    for (var client : List.of(british, homeless)) {
      for (var call : CALLS.entrySet()) {
        make(client, call.getKey(), call.getValue().getFirst(), call.getValue().getLast());
      }
    }
  }

  private static void setCountry(Tenant tenant, Optional<String> code) {
    var _ =
        app.database()
            .database()
            .write(
                tenant,
                session ->
                    new OrganisationRecorder(Clock.systemUTC())
                        .setDefaultCountry(
                            session, new OrganisationId(tenant.organisationId()), code));
  }

  private static void make(ApiClient client, String name, String from, String to)
      throws IOException {
    var body =
        Writes.call(name, "")
            .replace("\"+1\"", "\"" + from + "\"")
            .replace("\"+2\"", "\"" + to + "\"");
    assertThat(client.write("POST", "/api/calls", body).status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> found(ApiClient client, String query) throws IOException {
    var answer = client.get("/api/calls?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var names = new ArrayList<String>();
    for (var call : ApiClient.list(ApiClient.document(answer).get("data"))) {
      var attributes = ApiClient.object(ApiClient.object(call).get("attributes"));
      names.add((String) attributes.get("call_uuid"));
    }
    return names.stream().sorted().toList();
  }

  private static List<String> matching(ApiClient client, String written) throws IOException {
    return found(client, "filter[number][matches]=" + encoded(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0117 496",
        "+44117 496",
        "(0)117 496",
        "441 17 496",
        "+44 (0)117-496",
        "0044117496",
        "0117 496 0123",
        "+44 117 496 0123",
        "00441174960123",
        "sip:01174960123@anywhere",
      })
  void everySpellingFindsTheSameCalls(String written) throws IOException {
    assertThat(matching(british, written)).isEqualTo(BRISTOL);
  }

  @Test
  void rawPlusThatBecameASpaceIsAPlus() throws IOException {
    assertThat(found(british, "filter[number][matches]=+44117496")).isEqualTo(BRISTOL);
    assertThat(found(homeless, "filter[number][matches]=+44(0)117496")).doesNotContain("national");
  }

  @Test
  void partAndSuffixAreFound() throws IOException {
    assertThat(matching(british, "960123")).isEqualTo(BRISTOL);
    assertThat(matching(british, "0117")).contains("middle").doesNotContain("elsewhere");
    assertThat(matching(british, "44117")).doesNotContain("middle");
    assertThat(matching(british, "101")).containsExactly("elsewhere", "international");
    assertThat(matching(british, "999999")).isEmpty();
  }

  @Test
  void withoutDefaultCountryDigitsAreDigits() throws IOException {
    assertThat(matching(homeless, "0117 496")).containsExactly("national");
    assertThat(matching(homeless, "+44117 496"))
        .containsExactly("from-abroad", "international", "sip");
  }

  @Test
  void eachFieldIsSearchedAlone() throws IOException {
    assertThat(found(british, "filter[from_number][matches]=0117496"))
        .containsExactly("from-abroad", "international", "national");
    assertThat(found(british, "filter[to_number][matches]=0117496")).containsExactly("sip");
  }

  @Test
  void joinsWithOtherConditions() throws IOException {
    var all = CALLS.keySet().stream().sorted().toList();
    assertThat(found(british, "filter[not][number][matches]=0117496"))
        .isEqualTo(all.stream().filter(name -> !BRISTOL.contains(name)).toList());
    assertThat(found(british, "filter[not][number][matches]=999999")).isEqualTo(all);
    assertThat(
            found(
                british,
                "filter[or][0][number][matches]=0117496&filter[or][1][call_uuid]=anonymous"))
        .containsExactly("anonymous", "from-abroad", "international", "national", "sip");
    assertThat(
            found(
                british,
                "filter[number][matches]=0117496&filter[to_number][matches]=101&sort=call_uuid"))
        .containsExactly("international");
    assertThat(found(british, "filter[number][matches]=101&include=organisation"))
        .containsExactly("elsewhere", "international");
  }

  @Test
  void findsConversationsByTheNumbersOfTheirCalls() throws IOException {
    var organisation = app.database().createOrganisation();
    setCountry(organisation, Optional.of("GB"));
    var client = ApiClient.of(app, organisation.organisationId());
    var answer =
        client.write(
            "POST",
            "/api/conversations",
            "{\"data\":{\"type\":\"Conversation\",\"attributes\":{\"channel\":\"voice\","
                + "\"mode\":\"voice\",\"status\":\"active\",\"public_id\":\"conv_1\"}}}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    var id = (String) ApiClient.object(ApiClient.document(answer).get("data")).get("id");
    var body = Writes.call("talk", ",\"conversation_id\":\"" + id + "\"");
    body = body.replace("\"+1\"", "\"+442079460777\"").replace("\"+2\"", "\"109\"");
    assertThat(client.write("POST", "/api/calls", body).status()).isEqualTo(201);
    var query = "/api/conversations?filter[calls][number][matches]=";
    assertThat(ApiClient.ids(client.get(query + "0207946"))).containsExactly(id);
    assertThat(ApiClient.ids(client.get(query + "0117496"))).isEmpty();
    assertThat(found(client, "filter[conversation][calls][number][matches]=0207946"))
        .containsExactly("talk");
  }

  @Test
  void nothingOfAnotherOrganisationIsFound() throws IOException {
    assertThat(matching(other, "0117496")).isEmpty();
    assertThat(matching(other, "101")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          filter[number][matches]=12           | filter[number][matches] | at least 3 digits
          filter[number][matches]=             | filter[number][matches] | at least 3 digits
          filter[number][matches]=anonymous    | filter[number][matches] | at least 3 digits
          filter[number][matches][]=117        | filter[number][matches] | one text
          filter[number]=117                   | filter[number]          | filter[number][matches]
          filter[number][eq]=117               | filter[number][eq]      | matches
          filter[call_uuid][matches]=117       | filter[call_uuid][matches] | contains
          """)
  void saysOnceWhatWouldBeRight(String query, String parameter, String right) throws IOException {
    Answer answer = british.get("/api/calls?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(ApiClient.errors(answer, "code")).containsExactly("invalid_filter");
    assertThat(answer.body()).contains(parameter, right);
  }

  @Test
  void numberIsNoAttribute() throws IOException {
    assertThat(british.get("/api/calls?sort=number").status()).isEqualTo(400);
    assertThat(british.get("/api/calls?fields[Call]=number").status()).isEqualTo(400);
  }

  @Test
  void moreNumbersThanAreListedAreFoundToo() throws IOException {
    var organisation = app.database().createOrganisation();
    var client = ApiClient.of(app, organisation.organisationId());
    var operations = new ArrayList<String>();
    for (var i = 0; i <= NumberDirectory.MOST_FOUND; i++) {
      operations.add(
          Writes.addCall("many-" + i).replace("\"+1\"", "\"+4930" + (100_000 + i) + "\""));
    }
    for (var from = 0; from < operations.size(); from += 600) {
      var some = operations.subList(from, Math.min(from + 600, operations.size()));
      var answer = client.write("POST", "/api/operations", Writes.operations(some));
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(matching(client, "+4930")).hasSize(NumberDirectory.MOST_FOUND + 1);
    assertThat(matching(client, "100000")).containsExactly("many-0");
    assertThat(found(client, "filter[not][from_number][matches]=4930")).isEmpty();
  }

  /// Their order is that of started_at, which most of these lack, and then of the id.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter[number][matches]=0117496",
        "filter[number][matches]=0117496&filter[to_number][not_eq]=102",
        "filter[from_number][matches]=0117496&sort=call_uuid",
        "filter[number][matches]=0117496&sort=-answered_at,call_uuid",
        "filter[number][matches]=101&include=organisation",
        "filter[from_number][in][]=%2B441174960123&filter[from_number][in][]=anonymous",
      })
  void pagesAreThePartsOfTheWholeList(String query) throws IOException {
    var whole = ApiClient.ids(british.get("/api/calls?" + query));
    assertThat(whole).hasSizeGreaterThan(1);
    for (var limit = 1; limit <= whole.size(); limit++) {
      var paged = new ArrayList<Object>();
      var next = "/api/calls?" + query + "&page[limit]=" + limit;
      var last = next;
      while (next != null) {
        var answer = british.get(next);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        paged.addAll(ApiClient.ids(answer));
        last = next;
        next = link(answer, "next");
      }
      assertThat(paged).isEqualTo(whole);
      var back = link(british.get(last), "prev");
      if (back != null) {
        assertThat(ApiClient.ids(british.get(back))).isNotEmpty().isSubsetOf(whole);
      }
      var offset = british.get("/api/calls?" + query + "&page[limit]=2&page[offset]=1");
      assertThat(ApiClient.ids(offset)).isEqualTo(whole.subList(1, Math.min(3, whole.size())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&sort=started_at", "&filter[started_at][gte]=2026-03-01"})
  void callsOfManyNumbersOnEitherSideComeOnceAndInTheirOrder(String more) throws IOException {
    var organisation = app.database().createOrganisation();
    var client = ApiClient.of(app, organisation.organisationId());
    var operations = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      operations.add(
          Writes.addCall("both-" + i)
              .replace("\"+1\"", "\"+4930" + (100_000 + i) + "\"")
              .replace("\"+2\"", "\"+4930" + (100_000 + i % 7 * 5) + "\"")
              .replace(
                  "\"direction\"",
                  "\"started_at\":\"2026-0" + (1 + i % 9) + "-01T00:00:00Z\",\"direction\""));
    }
    assertThat(client.write("POST", "/api/operations", Writes.operations(operations)).status())
        .isEqualTo(200);
    var query = "/api/calls?filter[number][matches]=4930100" + more;
    var whole = ApiClient.ids(client.get(query));
    assertThat(whole).hasSizeGreaterThan(25).doesNotHaveDuplicates();
    var paged = new ArrayList<Object>();
    var next = query + "&page[limit]=7";
    while (next != null) {
      var answer = client.get(next);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      paged.addAll(ApiClient.ids(answer));
      next = link(answer, "next");
    }
    assertThat(paged).isEqualTo(whole);
    assertThat(ApiClient.ids(client.get(query + "&page[limit]=7&page[offset]=9")))
        .isEqualTo(whole.subList(9, 16));
  }

  private static String link(Answer answer, String name) {
    var links = ApiClient.object(ApiClient.document(answer).get("links"));
    var link = (String) links.get(name);
    return link == null ? null : link.substring(link.indexOf("/api/"));
  }

  @Test
  void defaultCountryIsShownWhenItIsNamed() throws IOException {
    assertThat(british.get("/api/organisations").body()).doesNotContain("default_country");
    assertThat(british.get("/api/organisations?fields[Organisation]=default_country").body())
        .contains("\"default_country\":\"GB\"");
    assertThat(homeless.get("/api/organisations?fields[Organisation]=default_country").body())
        .contains("\"default_country\":null");
  }

  @Test
  void batchesWithTheSameNewNumbersDoNotHinderEachOther() throws Exception {
    var organisation = app.database().createOrganisation();
    Writes.atOnce(
        8,
        () -> {
          var client = ApiClient.of(app, organisation.organisationId());
          var operations = new ArrayList<String>();
          for (var i = 0; i < 40; i++) {
            operations.add(
                Writes.addCall(UUID.randomUUID().toString())
                    .replace(
                        "\"+1\"",
                        "\"+44117" + (496_000 + (i * 7 + client.hashCode()) % 40) + "\""));
          }
          var answer = client.write("POST", "/api/operations", Writes.operations(operations));
          assertThat(answer.status()).as(answer.body()).isEqualTo(200);
          return 0;
        });
    var client = ApiClient.of(app, organisation.organisationId());
    assertThat(matching(client, "44117")).hasSize(320);
  }
}
