package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.list;
import static rollcall.api.ApiClient.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.Storage;
import rollcall.calls.Calls;
import rollcall.database.Cancellation;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.jsonapi.document.JsonTree;
import rollcall.jsonapi.document.PageRows;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.query.SortKey;
import rollcall.jsonapi.sql.ReadSql;

/// Pages of the lists that are to be fast, first ones and ones from the middle, read a few
/// stretches of indexes, as the service role, behind row security: never a whole tenant, neither to
/// filter nor to sort it.
class ListPlansTest {
  private static final int CALLS = 60_000;
  private static final int LIMIT = 50;

  /// What a page of 50 may look at where one row in a hundred matches, with room for chance.
  private static final long MOST_ROWS_READ = 9_000;

  /// 51 rows, one on each page at worst, and the way to them in the index.
  private static final long MOST_PAGES_OF_A_PAGE = 100;

  private static TestDatabase database;
  private static Tenant tenant;

  @BeforeAll
  static void fill() {
    database = TestDatabase.create();
    tenant = database.createOrganisation();
    fill(tenant, CALLS);
    for (var other = 0; other < 40; other++) {
      fill(database.createOrganisation(), 100);
    }
    database.vacuum("calls");
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  private static SqlStatement sql(String text, Object... binds) {
    return new SqlStatement(text, List.of(binds));
  }

  /// Half of the calls go out from one number, a twentieth has no time, one in fifty a
  /// conversation, one in a hundred each rare value, one in a thousand still goes on.
  private static void fill(Tenant of, int calls) {
    database
        .database()
        .administerAtLength(
            owner -> {
              owner.query(
                  sql(
                      "select set_config('rollcall.organisation_id', ?, true)",
                      of.organisationId().toString()));
              owner.update(
                  sql(
                      """
                      insert into conversations (organisation_id, id, inserted_at, updated_at,
                          channel, mode, status, public_id)
                        select ?, gen_random_uuid(), now(), now(), 'voice', 'voice', 'active', n::text
                          from generate_series(1, 20) n
                      """,
                      of.organisationId()));
              return owner.update(
                  sql(
                      """
                      insert into calls (organisation_id, id, conversation_id, started_at, ended_at,
                          duration_seconds, inserted_at, updated_at, direction, status, from_number,
                          to_number, sip_username, call_source, call_uuid)
                        select ?, gen_random_uuid(),
                            case when n % 50 = 0 then (array(select id from conversations
                              where organisation_id = ?))[1 + n / 50 % 20] end,
                            case when n % 20 > 0 then timestamptz '2026-01-01Z' + n * interval '1 min' end,
                            case when n % 1000 > 0 then timestamptz '2026-01-01Z' + n * interval '70 s' end,
                            n % 300, now(), now(),
                            case when n % 2 = 0 then 'outbound' else 'inbound' end,
                            case when n % 1000 = 0 then 'in_progress' when n % 100 = 7 then 'busy'
                              else 'completed' end,
                            case when n % 2 = 0 then '+441174960000' else '+4930' || n % 5003 end,
                            case when n % 2 = 1 then '+441174960000' else '+4940' || n % 4999 end,
                            case when n % 100 = 11 then 'rare' else 'u' || n % 7 end,
                            case when n % 100 = 13 then 'old-pbx' else 'pbx' end,
                            md5(n::text)
                          from generate_series(1, ?) n
                      """,
                      of.organisationId(), of.organisationId(), calls));
            });
  }

  static Stream<String> requests() {
    var sorts =
        Stream.of("id", "started_at", "call_uuid", "from_number", "to_number", "conversation_id")
            .flatMap(
                field ->
                    SortKey.PREFIXES.stream()
                        .map(prefix -> "sort=" + prefix.replace("+", "%2B") + field));
    return Stream.concat(
        Stream.concat(Stream.of(""), sorts),
        Stream.of(
            "filter[call_uuid]=" + "c4ca4238a0b923820dcc509a6f75849b",
            "filter[call_uuid][in][]=c4ca4238a0b923820dcc509a6f75849b&filter[call_uuid][in][]=x",
            "filter[id][in][]=018f0000-0000-7000-8000-000000000000",
            "filter[from_number]=%2B441174960000",
            "filter[from_number]=%2B4930123",
            "filter[to_number]=%2B441174960000",
            "filter[to_number][in][]=%2B4940123&filter[to_number][in][]=%2B441174960000",
            "filter[from_number][in][]=%2B4930123&filter[from_number][in][]=%2B4930124",
            "filter[ended_at][is_nil]=true",
            "filter[started_at][gte]=2026-01-20&filter[started_at][lt]=2026-02-01",
            "filter[started_at][lt]=2026-01-20&sort=started_at",
            "filter[started_at][gt]=2026-01-20T10:00:00Z&filter[started_at][lt]=2026-01-20T11:00:00Z",
            "filter[status]=busy",
            "filter[status]=completed",
            "filter[direction]=inbound",
            "filter[call_source]=old-pbx",
            "filter[sip_username]=rare"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void pagesReadAFewStretchesOfIndexes(String query) {
    var list = plan(query);
    check(query, list.with(first(OptionalLong.empty())));
    var middle = boundary(list);
    if (middle.isPresent()) {
      check(query, list.with(beyond(middle.get(), false)));
      check(query, list.with(beyond(middle.get(), true)));
    }
  }

  @Test
  void aPageWithinARangeBeginsWhereItBegins() {
    var list =
        plan("filter[started_at][gte]=2026-01-03&filter[started_at][lt]=2026-02-10&page[limit]=50");
    var middle = boundary(list).orElseThrow();
    assertThat(pagesTouched(list.with(beyond(middle, false)))).isLessThan(MOST_PAGES_OF_A_PAGE);
    assertThat(pagesTouched(list.with(beyond(middle, true)))).isLessThan(MOST_PAGES_OF_A_PAGE);
  }

  /// Of 660 calls of such numbers, 51 are visited.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter[from_number][string_starts_with]=%2B493012",
        "filter[from_number][like]=%2B493012%25&sort=started_at",
        "filter[to_number][gt]=%2B4940120&filter[to_number][lt]=%2B494013&filter[started_at][gt]=2026-01-03"
      })
  void theNewestCallsOfNumbersThatBeginAlikeAreFoundInAnIndexAlone(String query) {
    var list = plan(query);
    var middle = boundary(list).orElseThrow();
    for (var page :
        List.of(first(OptionalLong.empty()), beyond(middle, false), beyond(middle, true))) {
      var text = explain(list.with(page));
      var nodes = nodes(text);
      assertThat(nodes).as(text).anyMatch(node -> node.get("Node Type").equals("Index Only Scan"));
      assertThat(nodes)
          .filteredOn(node -> "Index Scan".equals(node.get("Node Type")))
          .as(text)
          .allSatisfy(
              node ->
                  assertThat(rows(node, "Actual Rows") + rows(node, "Rows Removed by Filter"))
                      .isLessThan(LIMIT + 2));
    }
  }

  private static long pagesTouched(ReadPlan plan) {
    var root = object(object(list(JsonTree.of(explain(plan))).getFirst()).get("Plan"));
    return (Long) root.get("Shared Hit Blocks") + (Long) root.get("Shared Read Blocks");
  }

  private static Page first(OptionalLong offset) {
    return new Page(LIMIT, offset, Optional.empty(), false);
  }

  private static Page beyond(Boundary at, boolean backwards) {
    var boundary = new Boundary(at.values(), backwards, false);
    return new Page(LIMIT, OptionalLong.empty(), Optional.of(boundary), false);
  }

  private static ReadPlan plan(String query) {
    var queries = new QueryParser(Storage.SCHEMA, QueryLimits.DEFAULT);
    var plans = new PlanBuilder(Storage.SCHEMA, QueryLimits.DEFAULT, new Cursors(new byte[32]));
    var reading = queries.parseList(Optional.of(query), Calls.TYPE);
    return switch (plans.list(reading, Calls.TYPE, new Scope(tenant.organisationId()))) {
      case Parsed.Ok<ReadPlan>(var plan) -> plan;
      case Parsed.Invalid<ReadPlan>(var problems) -> throw new AssertionError(problems);
    };
  }

  private static <T> T read(Function<Session, T> work) {
    return database.database().read(tenant, new Cancellation(), work);
  }

  /// A place in the middle of the list, or near its end where it is short.
  private static Optional<Boundary> boundary(ReadPlan list) {
    for (var offset : List.of(CALLS / 2L, 300L, 60L, 20L)) {
      var plan = list.with(new Page(1, OptionalLong.of(offset), Optional.empty(), false));
      var statement = new ReadSql(Storage.SCHEMA).rows(plan);
      var found =
          read(
              session -> {
                var rows = PageRows.of(plan, session.query(statement));
                return rows.next() ? rows.afterLast() : Optional.<Boundary>empty();
              });
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String explain(ReadPlan plan) {
    var statement = new ReadSql(Storage.SCHEMA).rows(plan);
    var explain =
        new SqlStatement(
            "explain (analyze, buffers, format json) " + statement.text(), statement.binds());
    return read(
        session -> {
          var rows = session.query(explain);
          assertThat(rows.next()).isTrue();
          return rows.text(0);
        });
  }

  private static void check(String query, ReadPlan plan) {
    var text = explain(plan);
    var nodes = nodes(text);
    if (query.startsWith("sort=")) {
      assertThat(nodes).allSatisfy(node -> assertThat(sorted(node)).as(text).isLessThan(LIMIT + 2));
    }
    var read = 0L;
    for (var node : nodes) {
      assertThat(node.get("Node Type")).as("%s: %s", query, text).isNotIn("Seq Scan", "Gather");
      if (((String) node.get("Node Type")).contains("Scan") && node.containsKey("Relation Name")) {
        read += rows(node, "Actual Rows") + rows(node, "Rows Removed by Filter");
      }
    }
    assertThat(read).as("rows read: %s: %s", query, text).isLessThan(MOST_ROWS_READ);
  }

  /// How many rows a node sorts, all at once.
  private static long sorted(Map<String, Object> node) {
    return "Sort".equals(node.get("Node Type"))
        ? rows(object(list(node.get("Plans")).getFirst()), "Actual Rows")
        : 0;
  }

  private static long rows(Map<String, Object> node, String of) {
    var loops = ((Number) node.get("Actual Loops")).doubleValue();
    return node.get(of) instanceof Number each ? Math.round(each.doubleValue() * loops) : 0;
  }

  private static List<Map<String, Object>> nodes(String text) {
    var nodes = new ArrayList<Map<String, Object>>();
    collect(object(object(list(JsonTree.of(text)).getFirst()).get("Plan")), nodes);
    return nodes;
  }

  private static void collect(Map<String, Object> node, List<Map<String, Object>> nodes) {
    nodes.add(node);
    if (node.get("Plans") != null) {
      list(node.get("Plans")).forEach(part -> collect(object(part), nodes));
    }
  }
}
