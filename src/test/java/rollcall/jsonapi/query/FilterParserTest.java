package rollcall.jsonapi.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.Storage;
import rollcall.calls.Calls;

class FilterParserTest {
  private static Parsed<Filter> parse(String query) {
    return parse(query, QueryLimits.DEFAULT);
  }

  private static Parsed<Filter> parse(String query, QueryLimits limits) {
    var decoded = (Parsed.Ok<Parameter.Mapping>) QueryString.decode(query, 200);
    var problems = new ArrayList<Problem>();
    var filter = FilterParser.parse(decoded.value(), Calls.TYPE, Storage.SCHEMA, limits, problems);
    return Parsed.of(filter, problems);
  }

  private static String told(String query) {
    return switch (parse(query)) {
      case Parsed.Ok<Filter>(var filter) -> told(filter);
      case Parsed.Invalid<Filter>(var problems) ->
          "400 "
              + problems.stream()
                  .map(problem -> problem.source().orElseThrow())
                  .map(source -> ((Source.ParameterName) source).name())
                  .collect(Collectors.joining(" "));
    };
  }

  private static String told(Filter filter) {
    return switch (filter) {
      case Filter.All(var parts) ->
          parts.stream().map(FilterParserTest::told).collect(Collectors.joining(" & ", "(", ")"));
      case Filter.Any(var parts) ->
          parts.stream().map(FilterParserTest::told).collect(Collectors.joining(" | ", "(", ")"));
      case Filter.Not(var part) -> "!" + told(part);
      case Filter.Related(var relationship, var part) -> relationship.name() + "." + told(part);
      case Filter.Comparison(var field, var operator, var value, _) ->
          field.name() + " " + operator.word() + " " + told(value);
    };
  }

  private static String told(Parameter value) {
    return switch (value) {
      case Parameter.Text(var text) -> text;
      case Parameter.Listing(var items) -> items.stream().map(FilterParserTest::told).toList() + "";
      case Parameter.Mapping(var entries) -> entries.keySet() + "";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          x=1                                              → ()
          filter                                           → ()
          filter=                                          → ()
          filter={}                                        → ()
          filter=%26                                       → ()
          filter[status                                    → ()
          filter[status]=a                                 → status eq a
          filter[status]=a&filter[direction]=b             → (status eq a & direction eq b)
          filter[status][gt]=a&filter[status][lt]=b        → (status gt a & status lt b)
          filter[status][>%3D]=a                           → status gte a
          filter[status][%3D%3D]=a                         → status eq a
          filter[status][%21%3D]=a                         → status not_eq a
          filter[status][in][]=a&filter[status][in][]=b    → status in [a, b]
          filter[status][in][0]=a                          → status in [0]
          filter[status][not]=a                            → !status eq a
          filter[or][1][status]=a&filter[or][0][status]=b  → (status eq b | status eq a)
          filter[or][10][id]=a&filter[or][9][id]=b         → (id eq b | id eq a)
          filter[or][-1][id]=a&filter[or][+1][id]=b        → 400 filter[or][-1] filter[or][ 1]
          filter[or][0][id]=a&filter[or][0][status]=b      → ((id eq a & status eq b))
          filter[or][][id]=a&filter[or][][status]=b        → ((id eq a & status eq b))
          filter[or][id]=a&filter[or][status]=b            → ((id eq a & status eq b))
          filter[and][0][id]=a&filter[and][1][status]=b    → (id eq a & status eq b)
          filter[not][id]=a&filter[not][status]=b          → !(id eq a & status eq b)
          filter[not][not][id]=a                           → !!id eq a
          filter[not][or][0][id]=a&filter[not][or][1][id]=b→ !(id eq a | id eq b)
          filter[conversation]=a                           → conversation.id eq a
          filter[conversation][eq]=a                       → conversation.(id eq a)
          filter[conversation][in][]=a                     → conversation.(id in [a])
          filter[conversation][is_nil]=1                   → conversation.(id is_nil 1)
          filter[conversation][id][is_nil]=1               → conversation.(id is_nil 1)
          filter[conversation][channel]=a                  → conversation.(channel eq a)
          filter[conversation][not][channel]=a             → conversation.(!channel eq a)
          filter[conversation][or][0][mode]=a              → conversation.((mode eq a))
          filter[conversation][calls][status]=a            → conversation.(call.(status eq a))
          filter[conversation][call][status]=a             → conversation.(call.(status eq a))
          filter[organisation][name]=a                     → organisation.(name eq a)
          filter=status%3Da%26or[0][id]%3Db                → (status eq a & (id eq b))
          filter=status%255Bin%255D[]%3Da                  → status in [a]
          filter[status]=a&filter[status][gt]=b            → status gt b
          filter[status][gt]=b&filter[status]=a            → status eq a
          filter[status]=a&filter=                         → ()
          """)
  void readsStatements(String query, String expected) {
    assertThat(told(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          filter[]=x                            | filter
          filter[]                              | filter
          filter[][status]=x                    | filter
          filter=%3D                            | filter[]
          filter=abc                            | filter[abc]
          filter=%25ff                          | filter
          filter[nope]=x                        | filter[nope]
          filter[Status]=x                      | filter[Status]
          filter[[status]]=x                    | filter[[status]]
          filter[organisation_id]=x             | filter[organisation_id]
          filter[type]=x                        | filter[type]
          filter[AND][0][status]=x              | filter[AND]
          filter[0][status]=x                   | filter[0]
          filter[and]=                          | filter[and]
          filter[or]=x                          | filter[or]
          filter[not]=x                         | filter[not]
          filter[or][]=x                        | filter[or][]
          filter[or][0]=x                       | filter[or][0]
          filter[or][a][id]=x                   | filter[or][a]
          filter[or][0][id]=x&filter[or][a]=y   | filter[or][0] filter[or][a]
          filter[not][0][id]=x                  | filter[not][0]
          filter[not][nope]=x                   | filter[not][nope]
          filter[status][nope]=x                | filter[status][nope]
          filter[status][EQ]=x                  | filter[status][EQ]
          filter[status][%20eq]=x               | filter[status][ eq]
          filter[status][not][eq]=x             | filter[status][not]
          filter[id][not]=x                     | filter[id][not]
          filter[id][contains]=x                | filter[id][contains]
          filter[started_at][like]=x            | filter[started_at][like]
          filter[duration_seconds][ilike]=x     | filter[duration_seconds][ilike]
          filter[conversation][]=x              | filter[conversation]
          filter[conversation][nope]=x          | filter[conversation][nope]
          filter[conversation][not_eq]=x        | filter[conversation][not_eq]
          filter[conversation][metadata]=x      | filter[conversation][metadata]
          filter[organisation][calls]=x         | filter[organisation][calls]
          """)
  void refusesWhatMeansNothing(String query, String source) {
    assertThat(told(query)).isEqualTo("400 " + source);
  }

  @Test
  void saysWhatWouldBeRight() {
    assertThat(detail("filter[statsu]=x"))
        .isEqualTo(
            "Call cannot be filtered by \"statsu\". Did you mean status? It can be filtered by id,"
                + " direction, from_number, to_number, sip_username, status, call_uuid,"
                + " call_source, started_at, ended_at, duration_seconds, conversation_id,"
                + " answered_at, ring_seconds, talk_seconds, hangup_cause, sip_code, hangup_by,"
                + " end_source, rang_at, reported_answered_at, reported_ended_at,"
                + " sip_call_id, inserted_at, updated_at, number,"
                + " conversation, organisation, and, or, not.");
    assertThat(detail("filter[started_at][grater_than]=x"))
        .isEqualTo(
            "started_at cannot be compared by \"grater_than\". Its operators are eq, not_eq, gt,"
                + " gte, lt, lte, in, is_nil, is_distinct_from, is_not_distinct_from.");
    assertThat(detail("filter[started_at][gtee]=x")).contains("Did you mean gte?");
  }

  private static String detail(String query) {
    return parse(query).problems().getFirst().detail();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[not]", "[and][0]", "[or][]", "[conversation][calls]"})
  void boundsTheDepthOfStatements(String step) {
    var limits = new QueryLimits(200, 5, 1_000_000, 32, 10);
    assertThat(parse("filter" + step.repeat(2) + "[status]=x", limits).problems()).isEmpty();
    assertThat(parse("filter" + step.repeat(5) + "[status]=x", limits).problems())
        .extracting(Problem::detail)
        .contains("Statements may nest at most 5 deep.");
  }

  @Test
  void boundsTheCost() {
    var limits = new QueryLimits(64, 64, 25, 32, 10);
    assertThat(parse(terms(25, "[status]=x"), limits).problems()).isEmpty();
    assertThat(parse(terms(26, "[status]=x"), limits).problems())
        .singleElement()
        .returns(
            "The filter costs 26 units, at most 25 are allowed: use fewer terms, shorter paths of"
                + " relationships, or in with a list.",
            Problem::detail);
    assertThat(parse(terms(1, "[from_number][ilike]=x"), limits).problems()).isEmpty();
    assertThat(parse(terms(2, "[from_number][ilike]=x"), limits).problems()).hasSize(1);
    assertThat(parse(terms(5, "[from_number][contains]=x"), limits).problems()).isEmpty();
    assertThat(parse(terms(6, "[from_number][contains]=x"), limits).problems()).hasSize(1);
  }

  private static String terms(int count, String term) {
    return IntStream.range(0, count)
        .mapToObj(i -> "filter[or][" + i + "]" + term)
        .collect(Collectors.joining("&"));
  }

  @Test
  void pricesEachRelationshipOnAPathFourTimesAsHigh() {
    var longest = "filter" + "[conversation][calls]".repeat(2) + "[conversation]";
    assertThat(parse(longest + "[mode]=x").problems()).isEmpty();
    assertThat(parse(longest + "[calls][status]=x").problems())
        .singleElement()
        .extracting(Problem::detail)
        .asString()
        .startsWith("The filter costs 6826 units, at most 2000 are allowed");
    assertThat(parse(terms(300, "[conversation][channel]=x")).problems()).isEmpty();
    assertThat(parse(terms(70, "[conversation][calls][status]=x")).problems()).isEmpty();
  }

  @Test
  void countsTheCostOfTheWorstRequestLineRight() {
    var path = "[conversation][calls]".repeat(31) + "[id]=x";
    assertThat(parse(terms(25, path)).problems()).isNotEmpty();
  }

  @Test
  void tellsNoMoreThanABoundedNumberOfFaults() {
    assertThat(parse(terms(500, "[nope]=x")).problems()).hasSize(Problem.MOST_OF_A_KIND);
  }
}
