package rollcall.jsonapi.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;
import rollcall.database.TestDatabase;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Evaluator;
import rollcall.jsonapi.schema.ResourceType;

/// The two readers of a condition agree: PostgreSQL and [Evaluator] find the same rows, and the
/// same rows for its negation, so that false and unknown are told apart as well.
class AgreementProperties {
  private static final int CONDITIONS = 1_500;

  private static TestDatabase database;
  private static RandomRows rows;

  @BeforeAll
  static void fill() {
    database = TestDatabase.create();
    rows = RandomRows.in(database);
    // A second organisation, of which nothing may ever be seen.
    RandomRows.in(database);
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void postgresqlAndTheEvaluatorAgreeOnCalls() {
    agree(Calls.TYPE);
  }

  @Test
  void postgresqlAndTheEvaluatorAgreeOnConversations() {
    agree(Conversations.TYPE);
  }

  private static void agree(ResourceType type) {
    var found = 0;
    for (var seed = 0; seed < CONDITIONS; seed++) {
      var condition = new RandomConditions(new Random(seed), rows).of(type, 3);
      for (var asked : List.of(condition, new Condition.Not(condition))) {
        var expected = evaluated(asked, type);
        assertThat(selected(asked, type)).as("seed %d: %s", seed, asked).isEqualTo(expected);
        found += expected.isEmpty() ? 0 : 1;
      }
    }
    assertThat(found).as("conditions that find something").isGreaterThan(CONDITIONS / 2);
  }

  private static Set<UUID> evaluated(Condition condition, ResourceType type) {
    var ids = new HashSet<UUID>();
    rows.of(type)
        .forEach(
            (id, tuple) -> {
              if (Evaluator.matches(condition, tuple)) {
                ids.add(id);
              }
            });
    return ids;
  }

  private static Set<UUID> selected(Condition condition, ResourceType type) {
    var ids = rows.ids(rows.plan(type, condition));
    assertThat(ids).doesNotHaveDuplicates();
    return new HashSet<>(ids);
  }
}
