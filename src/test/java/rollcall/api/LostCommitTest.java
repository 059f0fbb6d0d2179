package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;

import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.app.TestApp;
import rollcall.database.SqlStatement;

/// A write whose commit is lost on the way.
class LostCommitTest {
  /// Ends the connection when a call of that name is about to be committed.
  private static final List<String> LOSE =
      List.of(
          """
          create function lose() returns trigger language plpgsql security definer as $$
          begin
            perform pg_terminate_backend(pg_backend_pid());
            return new;
          end $$
          """,
          """
          create constraint trigger lose after insert on calls deferrable initially deferred
            for each row when (new.call_uuid = 'lost') execute function lose()
          """);

  private static void administer(TestApp app, String sql) {
    app.database()
        .database()
        .administer(session -> session.update(new SqlStatement(sql, List.of())));
  }

  @Test
  void isToldAsUnknownAndCanBeRepeatedUnderItsKey() throws Exception {
    try (var app = TestApp.startWithDataSet();
        var client = ApiClient.of(app, ACME)) {
      LOSE.forEach(sql -> administer(app, sql));
      var body = Writes.call("lost", "");
      var lost = client.write("POST", "/api/calls", body, "Idempotency-Key: lost");
      assertThat(lost.status()).as(lost.body()).isEqualTo(503);
      assertThat(lost.field("Retry-After")).isEqualTo("1");
      assertThat(ApiClient.errors(lost, "code")).containsExactly("outcome_unknown");
      assertThat(lost.body()).contains("Idempotency-Key");

      administer(app, "drop trigger lose on calls");
      var again = client.write("POST", "/api/calls", body, "Idempotency-Key: lost");
      assertThat(again.status()).as(again.body()).isEqualTo(201);
      assertThat(again.field("Idempotent-Replayed")).isEmpty();
      assertThat(Writes.count(app.database(), ACME, "calls", "call_uuid = 'lost'")).isOne();
    }
  }
}
