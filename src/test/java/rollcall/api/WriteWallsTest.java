package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.BETA;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.app.TestApp;
import rollcall.database.Cancellation;
import rollcall.database.SqlStatement;
import rollcall.database.StatementFailed;
import rollcall.database.Tenant;
import rollcall.http.Answer;
import rollcall.organisations.OrganisationId;

/// No write reaches anything of another organisation: not while both walls stand, and not when the
/// first, the tenant in every statement, has fallen.
class WriteWallsTest {
  private static final String FOREIGN_CALL = "616162fb-51c0-4e5d-bc15-6ddf982cf08d";
  private static final String FOREIGN_CONVERSATION = "133945ba-e411-4d10-ad20-eb98ea70df2d";
  private static final String NOBODY = "01234567-89ab-7def-8123-456789abcdef";

  private static TestApp app;
  private ApiClient client;
  private String before;

  @BeforeAll
  static void serve() throws IOException {
    app = TestApp.startWithDataSet();
    try (var beta = ApiClient.of(app, BETA)) {
      var made =
          beta.write("POST", "/api/calls", Writes.call("theirs", ""), "Idempotency-Key: theirs");
      assertThat(made.status()).isEqualTo(201);
    }
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void look() {
    client = ApiClient.of(app, ACME);
    before = everythingOfBeta();
  }

  @AfterEach
  void nothingOfBetaChanged() throws IOException {
    client.close();
    assertThat(everythingOfBeta()).isEqualTo(before);
  }

  private static String everythingOfBeta() {
    return app.database()
        .database()
        .read(
            new Tenant(BETA),
            new Cancellation(),
            session -> {
              var all = new StringBuilder();
              for (var table :
                  List.of("calls", "conversations", "organisations", "idempotency_keys")) {
                var rows =
                    session.query(
                        new SqlStatement(
                            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '')"
                                + " from "
                                + table
                                + " t",
                            List.of()));
                rows.next();
                all.append(rows.text(0)).append(' ');
              }
              return all.toString();
            });
  }

  private static String anonymous(Answer answer, String id) {
    return answer.status()
        + answer.body().replace(id, "ID").replace(answer.field("X-Request-Id"), "REQUEST");
  }

  @Test
  void knowsAForeignCallAsLittleAsNone() throws IOException {
    for (var fields :
        List.of(new String[0], new String[] {"If-Match: *"}, new String[] {"If-Match: \"x\""})) {
      var foreign = patch("calls", "Call", FOREIGN_CALL, "\"status\":\"completed\"", fields);
      var nobodys = patch("calls", "Call", NOBODY, "\"status\":\"completed\"", fields);
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(anonymous(foreign, FOREIGN_CALL)).isEqualTo(anonymous(nobodys, NOBODY));
    }
  }

  @Test
  void knowsNoTagOfAForeignCall() throws IOException {
    try (var beta = ApiClient.of(app, BETA)) {
      var tag = beta.get("/api/calls/" + FOREIGN_CALL).field("ETag");
      assertThat(tag).isNotEmpty();
      var answer =
          patch("calls", "Call", FOREIGN_CALL, "\"status\":\"completed\"", "If-Match: " + tag);
      assertThat(answer.status()).isEqualTo(404);
    }
  }

  @Test
  void knowsAForeignConversationAsLittleAsNone() throws IOException {
    var foreign =
        patch("conversations", "Conversation", FOREIGN_CONVERSATION, "\"mode\":\"voice\"");
    var nobodys = patch("conversations", "Conversation", NOBODY, "\"mode\":\"voice\"");
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(anonymous(foreign, FOREIGN_CONVERSATION)).isEqualTo(anonymous(nobodys, NOBODY));
  }

  private Answer patch(String path, String type, String id, String attributes, String... fields)
      throws IOException {
    return client.write(
        "PATCH",
        "/api/" + path + "/" + id,
        "{\"data\":{\"type\":\"%s\",\"id\":\"%s\",\"attributes\":{%s}}}"
            .formatted(type, id, attributes),
        fields);
  }

  @Test
  void joinsNoCallToAForeignConversation() throws IOException {
    var own = DataSet.ids("calls", ACME).iterator().next();
    for (var id : List.of(FOREIGN_CONVERSATION, NOBODY)) {
      var conversation = "\"conversation_id\":\"" + id + "\"";
      var made = client.write("POST", "/api/calls", Writes.call("wall", "," + conversation));
      var changed = patch("calls", "Call", own, conversation);
      var operated =
          client.write(
              "POST",
              "/api/operations",
              "{\"atomic:operations\":[{\"op\":\"update\",\"data\":%s}]}"
                  .formatted(
                      "{\"type\":\"Call\",\"id\":\"%s\",\"attributes\":{%s}}"
                          .formatted(own, conversation)));
      assertThat(List.of(made.status(), changed.status(), operated.status())).containsOnly(400);
      assertThat(ApiClient.errors(made, "detail"))
          .containsExactly("conversation_id " + id + " is none of this organisation's.");
    }
  }

  @Test
  void undoesWholeRequestsThatTouchWhatIsForeign() throws IOException {
    var answer =
        client.write(
            "POST",
            "/api/operations",
            Writes.operations(
                List.of(
                    Writes.addCall("undone"),
                    "{\"op\":\"update\",\"data\":{\"type\":\"Call\",\"id\":\"%s\",\"attributes\":{}}}"
                        .formatted(FOREIGN_CALL))),
            "Idempotency-Key: undone");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(Writes.count(app.database(), ACME, "calls", "call_uuid = 'undone'")).isZero();
    assertThat(Writes.count(app.database(), ACME, "idempotency_keys", "key = 'undone'")).isZero();
  }

  @Test
  void takesNoNameOfAForeignResource() throws IOException {
    var answer =
        client.write(
            "POST",
            "/api/operations",
            Writes.operations(
                List.of(
                    "{\"op\":\"update\",\"data\":{\"type\":\"Call\",\"lid\":\"%s\",\"attributes\":{}}}"
                        .formatted(FOREIGN_CALL),
                    "{\"op\":\"update\",\"href\":\"/api/conversations/%s\",\"data\":{\"type\":\"Conversation\",\"attributes\":{}}}"
                        .formatted(FOREIGN_CONVERSATION))));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(ApiClient.errors(answer, "code")).containsExactly("invalid_body");
  }

  @Test
  void givesNoAnswerThatAnotherOrganisationGot() throws IOException {
    var answer =
        client.write("POST", "/api/calls", Writes.call("theirs", ""), "Idempotency-Key: theirs");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.field("Idempotent-Replayed")).isEmpty();
  }

  @Test
  void takesNoOrganisationFromTheBody() throws IOException {
    var answer =
        client.write(
            "POST", "/api/calls", Writes.call("body", ",\"organisation_id\":\"" + BETA + "\""));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(ApiClient.errors(answer, "code")).containsExactly("unknown_member");
  }

  @Test
  void writesNothingForAnOrganisationThatIsNotThere() throws IOException {
    var nobody = UUID.fromString(NOBODY);
    try (var stranger =
        ApiClient.with(app, "Bearer " + TestApp.token(new OrganisationId(nobody)))) {
      for (var key : List.of("", "Idempotency-Key: x")) {
        var fields = key.isEmpty() ? new String[0] : new String[] {key};
        var answer = stranger.write("POST", "/api/calls", Writes.call("stray", ""), fields);
        assertThat(answer.status()).isEqualTo(403);
      }
    }
  }

  @Test
  void rowSecurityAloneKeepsForeignAnswersFromSightAndHand() {
    var database = app.database().database();
    var tenant = new Tenant(ACME);
    var seen =
        database.read(
            tenant,
            new Cancellation(),
            session ->
                session
                    .query(
                        new SqlStatement(
                            "select 1 from idempotency_keys where organisation_id <> ?",
                            List.of(ACME)))
                    .next());
    assertThat(seen).isFalse();
    for (var sql :
        List.of(
            "update calls set sip_username = 'x' where organisation_id <> ?",
            "update conversations set mode = 'text' where organisation_id <> ?",
            "update organisations set name = 'x' where id <> ?",
            "update idempotency_keys set body = 'x' where organisation_id <> ?",
            "delete from idempotency_keys where organisation_id <> ?")) {
      assertThat(
              database.<Long>write(
                  tenant, session -> session.update(new SqlStatement(sql, List.of(ACME)))))
          .as(sql)
          .isZero();
    }
    var forged =
        new SqlStatement(
            "insert into idempotency_keys (organisation_id, created_at, status, route, key,"
                + " fingerprint, body) values (?, '2026-01-01', 200, 'r', 'k', 'f', 'b')",
            List.of(BETA));
    assertThatExceptionOfType(StatementFailed.class)
        .isThrownBy(() -> database.write(tenant, session -> session.update(forged)))
        .returns("42501", StatementFailed::sqlState);
  }
}
