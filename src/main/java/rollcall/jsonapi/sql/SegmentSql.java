package rollcall.jsonapi.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.OrderKey;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;

/// Writes the query of one [Segment] of a list: its rows in their order, found by the index that
/// has them.
final class SegmentSql {
  private SegmentSql() {}

  /// How many rows of a segment may be needed.
  static long inEachSegment(Page page, long rows) {
    var offset = page.offset().orElse(0);
    return offset > Long.MAX_VALUE - rows ? Long.MAX_VALUE : offset + rows;
  }

  /// Appends a query, which `select` begins, of the rows of a segment in their order: of all, or of
  /// those that are the first, as many as may be needed for `rows` rows.
  static void appendSegment(
      SqlText sql, ReadPlan plan, long rows, Segment segment, Consumer<Source> select) {
    var source = sql.source(plan.projection().type());
    select.accept(source);
    var choice = NumberIndex.choice(plan);
    if (choice.isPresent() || NumberIndex.holdsAll(plan)) {
      var most = inEachSegment(plan.page().orElseThrow(), rows);
      ConditionSql.appendFromWhere(sql, source, Condition.TRUE);
      sql.append(" and " + source.id() + " = any(");
      if (choice.isPresent()) {
        appendIds(sql, plan, choice.get(), segment, most);
      } else {
        var found = sql.source(source.type());
        sql.append("array(select " + found.id());
        appendRowsOf(sql, plan, segment, found);
        sql.append(" limit ").bind(most).append(")");
      }
      sql.append(")");
      appendOrder(sql, segment.sortedBy(), source);
    } else {
      appendRowsOf(sql, plan, segment, source);
    }
  }

  /// Appends an array of the ids of the first rows. Where they are many, they are among the first
  /// rows of the tenant; else they are looked for by number.
  private static void appendIds(
      SqlText sql, ReadPlan plan, NumberChoice choice, Segment segment, long most) {
    var others = plan.with(new Condition.All(choice.others()));
    sql.append("(select case when count(*) = ").bind(most);
    sql.append(" then array_agg(near.id) else array(");
    appendIdsByNumber(sql, others, choice, segment, most);
    sql.append(") end from (");
    appendNear(sql, others, choice, segment);
    sql.append(" limit ").bind(most).append(") as near)::uuid[]");
  }

  private static void appendNear(
      SqlText sql, ReadPlan others, NumberChoice choice, Segment segment) {
    var near = new Source("walked", others.projection().type());
    sql.append("select " + near.id() + " from (");
    var source = sql.source(near.type());
    appendKeys(sql, others, source);
    choice.lists().forEach(list -> sql.append(", " + source.column(list.field().name())));
    appendRowsOf(sql, others, segment, source);
    sql.append(" limit ").bind(NumberIndex.NEAR_ROWS).append(") as " + near.alias());
    var separator = " where ";
    for (var list : choice.lists()) {
      sql.append(separator + near.column(list.field().name()) + " = any(");
      sql.bind(list.constants()).append("::text[])");
      separator = " or ";
    }
    appendOrder(sql, segment.sortedBy(), near);
  }

  /// Of each number as many as there may be of all together, since some have very many, and of
  /// these the first. A row may have a number in each field.
  private static void appendIdsByNumber(
      SqlText sql, ReadPlan others, NumberChoice choice, Segment segment, long most) {
    var found = new Source("found", others.projection().type());
    sql.append("select " + found.id() + " from (");
    var separator = "";
    for (var list : choice.lists()) {
      var source = sql.source(found.type());
      sql.append(separator + "select stretch.* from unnest(").bind(list.constants());
      sql.append("::text[]) as named (number), lateral (");
      appendKeys(sql, others, source);
      appendRowsOf(sql, others, segment, source, Optional.of(list.field()));
      sql.append(" limit ").bind(most).append(") as stretch");
      separator = " union ";
    }
    sql.append(") as found");
    appendOrder(sql, segment.sortedBy(), found);
    sql.append(" limit ").bind(most);
  }

  private static void appendKeys(SqlText sql, ReadPlan plan, Source source) {
    sql.append("select " + source.id());
    plan.order().stream()
        .map(OrderKey::field)
        .filter(field -> !field.equals(ResourceType.ID))
        .forEach(field -> sql.append(", " + source.column(field.name())));
  }

  /// Appends that the rows are those of the segment, and their order.
  private static void appendRowsOf(SqlText sql, ReadPlan plan, Segment segment, Source source) {
    appendRowsOf(sql, plan, segment, source, Optional.empty());
  }

  /// Appends that the rows are those of the segment, which have the `number` in that field where
  /// there is one, and their order.
  private static void appendRowsOf(
      SqlText sql, ReadPlan plan, Segment segment, Source source, Optional<Attribute> number) {
    ConditionSql.appendFromWhere(sql, source, Implied.without(plan.condition(), segment));
    number.ifPresent(field -> sql.append(" and " + source.column(field.name()) + " = number"));
    for (var restriction : segment.restrictions()) {
      sql.append(" and ");
      appendRestriction(sql, restriction, source);
    }
    appendOrder(sql, segment.sortedBy(), source);
  }

  private static void appendRestriction(SqlText sql, Restriction restriction, Source source) {
    switch (restriction) {
      case Restriction.Null(var field) -> sql.append(source.column(field.name()) + " is null");
      case Restriction.NotNull(var field) ->
          sql.append(source.column(field.name()) + " is not null");
      case Restriction.Equal(var field, var value) ->
          sql.append(source.column(field.name()) + " = ").bind(value);
      case Restriction.Beyond(var fields, var values, var descending, var inclusive) -> {
        sql.append(
            fields.stream()
                .map(field -> source.column(field.name()))
                .collect(Collectors.joining(", ", "(", ")")));
        sql.append((descending ? " <" : " >") + (inclusive ? "= " : " "));
        var separator = "(";
        for (var value : values) {
          sql.append(separator).bind(value);
          separator = ", ";
        }
        sql.append(")");
      }
    }
  }

  static void appendOrder(SqlText sql, List<OrderKey> order, Source source) {
    var separator = " order by ";
    for (var key : order) {
      appendKey(sql, separator, key, source.column(key.field().name()));
      separator = ", ";
    }
  }

  /// Nulls stand last in PostgreSQL's ascending order and first in its descending one, as they do
  /// in an index. Where they are to stand otherwise, a key before the column says so, rather than a
  /// `nulls` clause, which no index would serve, not even for a column that is never null.
  static void appendKey(SqlText sql, String separator, OrderKey key, String column) {
    sql.append(separator);
    if (key.field().nullable() && key.nullsFirst() != key.descending()) {
      sql.append(column + (key.nullsFirst() ? " is not null, " : " is null, "));
    }
    sql.append(column + (key.descending() ? " desc" : ""));
  }
}
