package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.BETA;

import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.Storage;
import rollcall.app.TestApp;
import rollcall.database.Cancellation;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Include;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.sql.ReadSql;
import rollcall.organisations.OrganisationId;

/// No organisation sees anything of another: not while both walls stand, and not when the first,
/// the tenant in every statement, has fallen.
class WallsTest {
  private static final ReadSql SQL = new ReadSql(Storage.SCHEMA);

  private static TestApp app;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static ReadPlan plan(ResourceType type, UUID scope, Condition condition) {
    var includes =
        type.relationships().stream()
            .map(
                relationship ->
                    new Include(
                        relationship,
                        new Projection(Storage.SCHEMA.target(relationship), List.of())))
            .toList();
    return new ReadPlan(
        new Scope(scope),
        new Projection(type, List.of()),
        condition,
        PlanBuilder.byDefault(type),
        includes);
  }

  /// The statement without any condition of the tenant, which are all that it binds.
  private static SqlStatement withoutTenant(SqlStatement statement) {
    var text = statement.text().replaceAll("t\\d+\\.(organisation_id|id) = \\?", "true");
    assertThat(text).doesNotContain("?").contains("true");
    return new SqlStatement(text, List.of());
  }

  private static Set<String> seen(UUID tenant, SqlStatement statement) {
    return app.database()
        .database()
        .read(
            new Tenant(tenant),
            new Cancellation(),
            session -> {
              var ids = new HashSet<String>();
              var rows = session.query(statement);
              while (rows.next()) {
                ids.add(rows.uuid(Projection.ID_COLUMN).toString());
              }
              return ids;
            });
  }

  @Test
  void rowSecurityAloneShowsOwnRowsOnly() {
    for (var type : Storage.SCHEMA.types()) {
      var plan = plan(type, BETA, Condition.TRUE);
      for (var tenant : List.of(ACME, BETA)) {
        assertThat(seen(tenant, withoutTenant(SQL.rows(plan))))
            .as(type.name())
            .isEqualTo(DataSet.ids(type.path(), tenant));
      }
    }
  }

  @Test
  void rowSecurityAloneHidesAnotherTenantThatAPlanNames() {
    for (var type : Storage.SCHEMA.types()) {
      var plan = plan(type, BETA, Condition.TRUE);
      assertThat(seen(BETA, SQL.rows(plan))).as(type.name()).isNotEmpty();
      assertThat(seen(ACME, SQL.rows(plan))).as(type.name()).isEmpty();
      for (var include : plan.includes()) {
        assertThat(seen(BETA, SQL.included(plan, include))).isNotEmpty();
        assertThat(seen(ACME, SQL.included(plan, include))).isEmpty();
      }
    }
  }

  @Test
  void rowSecurityAloneHidesWhatIsIncluded() {
    for (var type : Storage.SCHEMA.types()) {
      var plan = plan(type, BETA, Condition.TRUE);
      for (var include : plan.includes()) {
        var kind = include.projection().type().path();
        assertThat(seen(ACME, withoutTenant(SQL.included(plan, include))))
            .as("%s of %s", kind, type.name())
            .isNotEmpty()
            .isSubsetOf(DataSet.ids(kind, ACME));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls", "conversations", "organisations"})
  void listsOwnRowsOnly(String path) throws IOException {
    for (var tenant : List.of(ACME, BETA)) {
      try (var client = ApiClient.of(app, tenant)) {
        assertThat(ApiClient.ids(client.get("/api/" + path)))
            .containsExactlyInAnyOrderElementsOf(DataSet.ids(path, tenant));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls", "conversations", "organisations"})
  void knowsNothingOfAForeignId(String path) throws IOException {
    var foreign = DataSet.ids(path, BETA).iterator().next();
    var nobodys = UUID.randomUUID().toString();
    try (var client = ApiClient.of(app, ACME)) {
      var hidden = client.get("/api/" + path + "/" + foreign);
      var absent = client.get("/api/" + path + "/" + nobodys);
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(anonymous(hidden.body(), foreign, hidden.field("X-Request-Id")))
          .isEqualTo(anonymous(absent.body(), nobodys, absent.field("X-Request-Id")));
      assertThat(ApiClient.errors(hidden, "code")).containsExactly("not_found");
    }
  }

  private static String anonymous(String body, String id, String requestId) {
    return body.replace(id, "ID").replace(requestId, "REQUEST");
  }

  @Test
  void findsNothingForeignByAnyFilter() throws IOException {
    var call = DataSet.ids("calls", BETA).iterator().next();
    var conversation = DataSet.ids("conversations", BETA).iterator().next();
    try (var client = ApiClient.of(app, ACME)) {
      for (var target :
          List.of(
              "/api/calls?filter[id]=" + call,
              "/api/calls?filter[id][in][]=" + call,
              "/api/calls?filter[conversation_id]=" + conversation,
              "/api/calls?filter[conversation]=" + conversation,
              "/api/calls?filter[conversation][in][]=" + conversation,
              "/api/calls?filter[organisation]=" + BETA,
              "/api/calls?filter[organisation][id]=" + BETA,
              "/api/calls?filter[organisation][in][]=" + BETA,
              "/api/calls?filter[organisation][name][contains]=Beta",
              "/api/calls?filter[organisation][is_nil]=true",
              "/api/conversations?filter[id]=" + conversation,
              "/api/conversations?filter[calls]=" + call,
              "/api/conversations?filter[organisation]=" + BETA,
              "/api/organisations?filter[id]=" + BETA,
              "/api/organisations?filter[name]=Beta,%20Inc.")) {
        assertThat(ApiClient.ids(client.get(target))).as(target).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls?include=conversation,organisation&filter[or][0][organisation]="
            + "bbbbbbbb-0000-4000-8000-000000000002&filter[or][1][id][is_nil]=false",
        "/api/calls?include=conversation,organisation&filter[not][organisation]="
            + "bbbbbbbb-0000-4000-8000-000000000002",
        "/api/conversations?include=call,organisation",
      })
  void showsNothingForeignBesideOwnRows(String target) throws IOException {
    try (var client = ApiClient.of(app, ACME)) {
      var document = ApiClient.document(client.get(target));
      var texts = ApiClient.texts(List.of(document.get("data"), document.get("included")));
      assertThat(Collections.disjoint(texts, DataSet.ids(BETA))).isTrue();
      assertThat(texts).contains(ACME.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls",
        "/api/calls/2ac954c3-3173-49f7-b59e-cf105c6cf0c2",
        "/api/conversations",
        "/api/conversations/535f2002-b9f7-489e-8689-c846b6b81ec6",
        "/api/organisations",
        "/api/organisations/aaaaaaaa-0000-4000-8000-000000000001",
        "/api/nope",
        "/api",
        "/api/calls/x/y",
        "/api/calls?sort=nope",
        "//api//calls"
      })
  void givesNothingWithoutAGoodToken(String target) throws IOException {
    var token = TestApp.token(new OrganisationId(ACME));
    for (var authorization :
        List.of("", "Bearer", "Bearer x", "Bearer " + token + "x", "Basic " + token, token)) {
      try (var client =
          authorization.isEmpty()
              ? ApiClient.withoutToken(app)
              : ApiClient.with(app, authorization)) {
        for (var method : List.of("GET", "HEAD", "POST", "DELETE")) {
          var answer = client.send(method, target);
          assertThat(answer.status()).as(method + " " + authorization).isEqualTo(401);
          assertThat(answer.field("WWW-Authenticate")).isEqualTo("Bearer");
          assertThat(answer.field("Cache-Control")).isEqualTo("no-store");
          assertThat(answer.body()).doesNotContain("data\"").doesNotContain("Acme");
          if (!method.equals("HEAD")) {
            assertThat(ApiClient.errors(answer, "code")).containsExactly("unauthorized");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls",
        "/api/calls/2ac954c3-3173-49f7-b59e-cf105c6cf0c2",
        "/api/conversations",
        "/api/organisations",
        "/api/organisations/aaaaaaaa-0000-4000-8000-000000000001",
        "/api/calls?sort=nope"
      })
  void givesNothingToATokenWithoutTheScope(String target) throws IOException {
    for (var scopes : List.of(List.<String>of(), List.of("calls:write"), List.of("calls:reads"))) {
      var token = TestApp.token(new OrganisationId(ACME), scopes);
      try (var client = ApiClient.with(app, "Bearer " + token)) {
        var answer = client.get(target);
        assertThat(answer.status()).as(scopes.toString()).isEqualTo(403);
        assertThat(ApiClient.errors(answer, "code")).containsExactly("forbidden");
        assertThat(ApiClient.errors(answer, "detail"))
            .containsExactly("The token needs the scope calls:read.");
        assertThat(client.send("HEAD", target).status()).isEqualTo(403);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/readyz", "/api/open_api"})
  void needsNoTokenToSayThatItLives(String target) throws IOException {
    try (var client = ApiClient.withoutToken(app)) {
      assertThat(client.get(target).status()).isEqualTo(200);
    }
  }
}
