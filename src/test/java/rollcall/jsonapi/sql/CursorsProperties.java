package rollcall.jsonapi.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;
import rollcall.database.TestDatabase;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;

/// A cursor is one of its own list alone, which its condition tells from others.
class CursorsProperties {
  private static final int CONDITIONS = 20_000;
  private static final Cursors CURSORS = new Cursors(new byte[] {1, 2, 3});

  private static TestDatabase database;
  private static RandomRows rows;

  @BeforeAll
  static void fill() {
    database = TestDatabase.create();
    rows = RandomRows.in(database);
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void twoConditionsNeverHaveTheSameCursors() {
    for (var type : List.of(Calls.TYPE, Conversations.TYPE)) {
      var conditions = new HashMap<String, Condition>();
      for (var seed = 0; seed < CONDITIONS; seed++) {
        var condition = condition(type, seed);
        var other = conditions.putIfAbsent(cursor(type, condition), condition);
        assertThat(other).as("seed %d", seed).isIn(null, condition);
      }
      assertThat(conditions).hasSameSizeAs(new HashSet<>(conditions.values()));
      assertThat(conditions.size()).isGreaterThan(CONDITIONS / 4);
    }
  }

  @Test
  void whatIsAskedForInTheSameWayHasTheSameCursorsOnAllThreads() {
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(
            seed ->
                assertThat(cursor(Calls.TYPE, condition(Calls.TYPE, seed)))
                    .isEqualTo(cursor(Calls.TYPE, condition(Calls.TYPE, seed))));
  }

  @Test
  void anotherDescriptionOfAFieldLeavesCursorsValid() {
    var field = Calls.TYPE.field("status").orElseThrow();
    var described =
        new Attribute(
            field.name(),
            field.type(),
            field.nullable(),
            field.shown(),
            field.written(),
            "In other words.");
    var plan = rows.plan(Calls.TYPE, new Condition.IsNull(described));
    var cursor = cursor(Calls.TYPE, new Condition.IsNull(field));
    assertThat(CURSORS.of(plan).read(cursor, false)).isPresent();
  }

  @Test
  void delimitersWithinTextsAreNoDelimiters() {
    var field = Calls.TYPE.field("call_source").orElseThrow();
    assertThat(cursor(Calls.TYPE, new Condition.In(field, List.of("a", "b"), false)))
        .isNotEqualTo(cursor(Calls.TYPE, new Condition.In(field, List.of("a1:b"), false)))
        .isNotEqualTo(cursor(Calls.TYPE, new Condition.In(field, List.of("at1:b"), false)));
  }

  private static Condition condition(ResourceType type, int seed) {
    return new RandomConditions(new Random(seed), rows).of(type, 3);
  }

  private static String cursor(ResourceType type, Condition condition) {
    var plan = rows.plan(type, condition);
    var values = plan.order().stream().map(_ -> Optional.<Object>empty()).toList();
    return CURSORS.of(plan).write(new Boundary(values, false, false));
  }
}
