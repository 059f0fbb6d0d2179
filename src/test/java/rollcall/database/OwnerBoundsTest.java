package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// How long what the owner does may take.
final class OwnerBoundsTest {
  private static final SqlStatement BOUNDS =
      new SqlStatement(
          "select current_setting('statement_timeout') || ' ' || current_setting('lock_timeout')",
          List.of());

  private static final Function<Session, String> SHOW =
      session -> {
        var rows = session.query(BOUNDS);
        rows.next();
        return rows.text(0);
      };

  @Test
  void aStatementOfTheOwnerEndsUnlessItIsToldToTakeItsTime() {
    try (var test = TestDatabase.create()) {
      var database = test.database();

      assertThat(database.administer(SHOW)).isEqualTo("10s 5s");
      assertThat(database.administerAtLength(SHOW)).isEqualTo("0 0");
      assertThat(database.administer(SHOW)).as("again, over the same").isEqualTo("10s 5s");
    }
  }
}
