package rollcall.jsonapi.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;
import rollcall.database.TestDatabase;
import rollcall.jsonapi.document.PageRows;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.plan.Condition.MatchKind;
import rollcall.jsonapi.plan.Evaluator;
import rollcall.jsonapi.plan.OrderKey;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Tuple;
import rollcall.jsonapi.schema.ResourceType;

/// Any order by any fields, in any directions and with nulls at either end, is the order that Java
/// would sort by, and its pages, forwards, backwards and by offset, are that list cut in pieces.
class PageProperties {
  private static final int ORDERS = 150;

  private static TestDatabase database;
  private static RandomRows rows;

  @BeforeAll
  static void fill() {
    database = TestDatabase.create();
    rows = RandomRows.in(database);
    RandomRows.in(database);
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void pagesOfCallsAreTheirListCutInPieces() {
    cut(Calls.TYPE);
  }

  @Test
  void pagesOfConversationsAreTheirListCutInPieces() {
    cut(Conversations.TYPE);
  }

  private static void cut(ResourceType type) {
    for (var seed = 0; seed < ORDERS; seed++) {
      var random = new Random(seed);
      var order = order(type, random);
      var condition =
          seed % 3 == 0 ? new RandomConditions(random, rows).of(type, 1) : Condition.TRUE;
      cut(seed, plan(type, condition, order, random), random);
    }
  }

  /// These are found in an index alone, before the rows are read.
  @Test
  void pagesOfNumbersThatAreAlikeAreTheirListCutInPieces() {
    var newestFirst = PlanBuilder.byDefault(Calls.TYPE);
    for (var seed = 0; seed < ORDERS; seed++) {
      var random = new Random(seed);
      var field = Calls.TYPE.field(seed % 2 == 0 ? "from_number" : "to_number").orElseThrow();
      var numbers =
          rows.of(Calls.TYPE).values().stream()
              .map(row -> (String) Objects.requireNonNull(row.value(field.name())))
              .toList();
      var number = numbers.get(random.nextInt(numbers.size()));
      var length = random.nextInt(number.codePointCount(0, number.length()) + 1);
      var part = number.substring(0, number.offsetByCodePoints(0, length));
      var kind = MatchKind.values()[random.nextInt(3)];
      var order =
          seed % 3 == 0 ? newestFirst.stream().map(Segment::reversed).toList() : newestFirst;
      cut(seed, plan(Calls.TYPE, new Condition.Match(field, kind, part), order, random), random);
    }
  }

  private static void cut(int seed, ReadPlan plan, Random random) {
    var type = plan.projection().type();
    var order = plan.order();
    var expected = sorted(type, plan.condition(), order);
    var limit = 1 + random.nextInt(1 + type.attributes().size());
    assertThat(rows.ids(plan)).as("seed %d: %s", seed, order).isEqualTo(expected);
    assertThat(walk(plan, limit, false))
        .as("forwards, seed %d: %s", seed, order)
        .isEqualTo(expected);
    var backwards = walk(plan, limit, true);
    assertThat(backwards).as("backwards, seed %d: %s", seed, order).isEqualTo(expected);
    assertThat(byOffset(plan, limit)).as("offset, seed %d", seed).isEqualTo(expected);
  }

  private static List<OrderKey> order(ResourceType type, Random random) {
    var fields = new ArrayList<>(type.comparableFields());
    fields.remove(ResourceType.ID);
    Collections.shuffle(fields, random);
    var order = new ArrayList<OrderKey>();
    for (var field : fields.subList(0, random.nextInt(4))) {
      order.add(new OrderKey(field, random.nextBoolean(), random.nextBoolean()));
    }
    var descending = random.nextBoolean();
    order.add(new OrderKey(ResourceType.ID, descending, descending));
    return order;
  }

  /// A plan that shows some of the fields, so that some keys of the order are shown and some not.
  private static ReadPlan plan(
      ResourceType type, Condition condition, List<OrderKey> order, Random random) {
    var shown = type.attributes().stream().filter(_ -> random.nextInt(3) == 0).toList();
    return new ReadPlan(rows.scope(), new Projection(type, shown), condition, order, List.of());
  }

  private static List<UUID> sorted(ResourceType type, Condition condition, List<OrderKey> order) {
    return rows.of(type).entrySet().stream()
        .filter(row -> Evaluator.matches(condition, row.getValue()))
        .sorted((one, other) -> compare(one.getValue(), other.getValue(), order))
        .map(row -> row.getKey())
        .toList();
  }

  private static int compare(Tuple one, Tuple other, List<OrderKey> order) {
    for (var key : order) {
      var left = one.value(key.field().name());
      var right = other.value(key.field().name());
      if (left == null || right == null) {
        if (left != right) {
          return (left == null) == key.nullsFirst() ? -1 : 1;
        }
      } else if (!holds(one, key, Comparison.EQ, right)) {
        return holds(one, key, Comparison.LT, right) != key.descending() ? -1 : 1;
      }
    }
    return 0;
  }

  /// As the reader of conditions in memory has it, which orders values as PostgreSQL does.
  private static boolean holds(Tuple row, OrderKey key, Comparison comparison, Object value) {
    return Evaluator.matches(new Condition.Compare(key.field(), comparison, value), row);
  }

  private static List<UUID> walk(ReadPlan list, int limit, boolean backwards) {
    var walked = new ArrayList<UUID>();
    var boundary = backwards ? end(list) : Optional.<Boundary>empty();
    while (true) {
      var page = new Page(limit, OptionalLong.empty(), boundary, false);
      var plan = list.with(page);
      var found = new ArrayList<UUID>();
      boundary =
          rows.read(
              plan,
              result -> {
                var part = PageRows.of(plan, result);
                while (part.next()) {
                  found.add(part.uuid(Projection.ID_COLUMN));
                }
                assertThat(part.shown()).isEqualTo(found.size()).isLessThanOrEqualTo(limit);
                var next = backwards ? part.beforeFirst() : part.afterLast();
                return part.more() ? next : Optional.empty();
              });
      walked.addAll(backwards ? 0 : walked.size(), found);
      if (boundary.isEmpty()) {
        return walked;
      }
    }
  }

  /// The place of the last row of a list, itself among what is before it.
  private static Optional<Boundary> end(ReadPlan list) {
    var last = Math.max(0, rows.ids(list).size() - 1);
    var plan = list.with(new Page(1, OptionalLong.of(last), Optional.empty(), false));
    return rows.read(
            plan,
            result -> {
              var part = PageRows.of(plan, result);
              return part.next() ? part.afterLast() : Optional.<Boundary>empty();
            })
        .map(boundary -> new Boundary(boundary.values(), true, true));
  }

  private static List<UUID> byOffset(ReadPlan list, int limit) {
    var found = new ArrayList<UUID>();
    for (var more = true; more; ) {
      var offset = OptionalLong.of(found.size());
      var plan = list.with(new Page(limit, offset, Optional.empty(), false));
      more =
          rows.read(
              plan,
              result -> {
                var part = PageRows.of(plan, result);
                while (part.next()) {
                  found.add(part.uuid(Projection.ID_COLUMN));
                }
                return part.more();
              });
    }
    return found;
  }
}
