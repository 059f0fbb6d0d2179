package rollcall.jsonapi.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rollcall.database.Plans;
import rollcall.database.SqlStatement;
import rollcall.database.Tables;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Include;
import rollcall.jsonapi.plan.KeyColumns;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.SchemaRegistry;
import rollcall.jsonapi.schema.ValueType;

/// Writes the statements of a [ReadPlan]. The columns of a result stand as [Projection] says, and
/// behind them those of a page as [KeyColumns] says. Immutable, so thread-safe.
///
/// The segments of a list are joined by `union all`, which PostgreSQL reads one after the other,
/// and no further than a page is long, where it runs without parallel workers; the pool's
/// connections see to that.
public final class ReadSql {
  /// The column of every table that holds when a row was last changed.
  private static final String VERSION = "updated_at";

  private final SchemaRegistry registry;

  /// A writer over `registry`.
  public ReadSql(SchemaRegistry registry) {
    this.registry = registry;
  }

  /// The statement of the primary rows, in their order: all of them, or one more than the page has,
  /// which is the first of them where the page is read backwards.
  public SqlStatement rows(ReadPlan plan) {
    return rows(plan, Tables.WHOLE);
  }

  /// The same from `tables`.
  public SqlStatement rows(ReadPlan plan, Tables tables) {
    var sql = new SqlText(plan.scope().organisationId(), tables);
    if (plan.page().isEmpty()) {
      appendRows(sql, plan, 0, List.of(), source -> appendSelect(sql, plan.projection(), source));
      return sql.statement();
    }
    var page = plan.page().get();
    var keys = KeyColumns.of(plan);
    if (page.backwards()) {
      sql.append("select *, count(*) over () from (");
    }
    appendRows(
        sql,
        plan,
        page.rowsToRead(),
        keys.positions(),
        source -> {
          appendSelect(sql, plan.projection(), source);
          keys.further().forEach(key -> sql.append(", " + source.column(key.name())));
        });
    if (page.backwards()) {
      appendForwards(sql, plan, keys);
    }
    return sql.statement();
  }

  /// The statement of the primary rows of a plan without a page, with the column that says when a
  /// row was last changed.
  public SqlStatement versionedRows(ReadPlan plan) {
    return versionedRows(plan, Tables.WHOLE);
  }

  /// The same from `tables`.
  public SqlStatement versionedRows(ReadPlan plan, Tables tables) {
    var sql = new SqlText(plan.scope().organisationId(), tables);
    appendRows(
        sql,
        plan,
        0,
        List.of(),
        source -> {
          appendSelect(sql, plan.projection(), source);
          sql.append(", " + source.column(VERSION));
        });
    return sql.statement();
  }

  /// How the statement of a page is to be planned: once for all values where it takes any rows of
  /// the tenant, forwards, in the default order, which is that of an index in every table, and
  /// looks for no related rows, which have an order of their own.
  public static Plans plans(ReadPlan plan) {
    var page = plan.page();
    var type = plan.projection().type();
    return page.isPresent()
            && page.get().offset().isEmpty()
            && !page.get().backwards()
            && plan.condition().equals(Condition.TRUE)
            && plan.order().equals(PlanBuilder.byDefault(type))
            && segments(plan).size() == 1
            && type.relationships().stream().noneMatch(Relationship.HasOne.class::isInstance)
        ? Plans.KEPT_IN_ORDER
        : Plans.ANEW;
  }

  /// The statement of the rows that one of the plan's includes brings along: each once, by id.
  public SqlStatement included(ReadPlan plan, Include include) {
    var sql = new SqlText(plan.scope().organisationId(), Tables.WHOLE);
    var target = sql.source(include.projection().type());
    appendSelect(sql, include.projection(), target);
    ConditionSql.appendFromWhere(sql, target, Condition.TRUE);
    sql.append(" and " + target.id() + " in (");
    appendLinkages(sql, plan, include.relationship());
    sql.append(") order by " + target.id());
    return sql.statement();
  }

  /// Appends a query of the ids of the rows that `relationship` leads to from those of the plan.
  private void appendLinkages(SqlText sql, ReadPlan plan, Relationship relationship) {
    var page = plan.page();
    if (page.isPresent()) {
      var first = 1;
      var positions = IntStream.range(first, first + plan.order().size()).boxed().toList();
      sql.append("select linkage from (");
      appendRows(
          sql,
          plan,
          page.get().limit(),
          positions,
          source -> {
            select(sql, relationship).accept(source);
            plan.order().forEach(key -> sql.append(", " + source.column(key.field().name())));
          });
      sql.append(") as linked (linkage)");
    } else {
      var source = sql.source(plan.projection().type());
      select(sql, relationship).accept(source);
      ConditionSql.appendFromWhere(sql, source, plan.condition());
    }
  }

  private Consumer<Source> select(SqlText sql, Relationship relationship) {
    return source -> {
      sql.append("select ");
      appendLinkage(sql, relationship, source);
    };
  }

  /// Appends the segments of the list, or, where there is a page, of its first `rows` rows.
  /// `select` appends what is selected from a source, with the keys of the order at `positions`.
  private static void appendRows(
      SqlText sql, ReadPlan plan, long rows, List<Integer> positions, Consumer<Source> select) {
    var segments = segments(plan);
    if (segments.size() == 1 && plan.page().isPresent() && isOfIndex(segments.getFirst(), plan)) {
      appendBranches(sql, plan, rows, segments.getFirst(), positions, select);
      return;
    }
    if (segments.size() == 1) {
      SegmentSql.appendSegment(sql, plan, rows, segments.getFirst(), select);
      appendPart(sql, plan.page(), rows);
      return;
    }
    appendUnion(
        sql,
        plan.page(),
        rows,
        segments,
        segment -> SegmentSql.appendSegment(sql, plan, rows, segment, select));
    appendPart(sql, plan.page(), rows);
  }

  private static List<Segment> segments(ReadPlan plan) {
    return plan.page()
        .flatMap(Page::boundary)
        .map(boundary -> Segment.beyond(boundary, plan.order()))
        .orElseGet(() -> Segment.of(plan.order()));
  }

  /// Whether an index has all keys of the order as `segment` has them, nulls included.
  private static boolean isOfIndex(Segment segment, ReadPlan plan) {
    return segment.order().size() == plan.order().size()
        && segment.order().stream()
            .allMatch(key -> !key.field().nullable() || key.nullsFirst() == key.descending());
  }

  /// Appends the first rows of a segment: of each branch of the condition as many as there may be
  /// of all together, and of these the first.
  private static void appendBranches(
      SqlText sql,
      ReadPlan plan,
      long rows,
      Segment segment,
      List<Integer> positions,
      Consumer<Source> select) {
    var branches = Branches.of(plan.condition());
    if (branches.size() == 1) {
      SegmentSql.appendSegment(sql, plan.with(branches.getFirst()), rows, segment, select);
      appendPart(sql, plan.page(), rows);
      return;
    }
    appendUnion(
        sql,
        plan.page(),
        rows,
        branches,
        branch -> SegmentSql.appendSegment(sql, plan.with(branch), rows, segment, select));
    var separator = " order by ";
    for (var at = 0; at < positions.size(); at++) {
      // Columns of a union have no names of a table; they are counted from 1.
      var column = Integer.toString(positions.get(at) + 1);
      SegmentSql.appendKey(sql, separator, segment.order().get(at), column);
      separator = ", ";
    }
    appendPart(sql, plan.page(), rows);
  }

  /// Appends a query for each of `parts`, of which no more rows are read than may be needed.
  private static <T> void appendUnion(
      SqlText sql, Optional<Page> page, long rows, List<T> parts, Consumer<T> append) {
    var separator = "(";
    for (var part : parts) {
      sql.append(separator);
      append.accept(part);
      page.ifPresent(of -> sql.append(" limit ").bind(SegmentSql.inEachSegment(of, rows)));
      separator = ") union all (";
    }
    sql.append(")");
  }

  private static void appendPart(SqlText sql, Optional<Page> page, long rows) {
    if (page.isPresent()) {
      sql.append(" limit ").bind(rows);
      page.get().offset().ifPresent(offset -> sql.append(" offset ").bind(offset));
    }
  }

  /// Closes a query of rows that were read backwards: they come in their order, each with how many
  /// were read.
  private static void appendForwards(SqlText sql, ReadPlan plan, KeyColumns keys) {
    var columns =
        IntStream.range(0, keys.countColumn(plan.projection()))
            .mapToObj(column -> "c" + column)
            .collect(Collectors.joining(", "));
    sql.append(") as page (" + columns + ")");
    var separator = " order by ";
    for (var at = 0; at < plan.order().size(); at++) {
      SegmentSql.appendKey(sql, separator, plan.order().get(at), "c" + keys.positions().get(at));
      separator = ", ";
    }
  }

  private void appendSelect(SqlText sql, Projection projection, Source source) {
    sql.append("select " + source.id());
    for (var attribute : projection.attributes()) {
      sql.append(", ");
      appendValue(sql, attribute, source);
    }
    for (var relationship : projection.type().relationships()) {
      sql.append(", ");
      appendLinkage(sql, relationship, source);
    }
  }

  private static void appendValue(SqlText sql, Attribute attribute, Source source) {
    sql.append(source.column(attribute.name()));
    if (attribute.type() instanceof ValueType.JsonObject) {
      sql.append("::text");
    }
  }

  /// The id of the related row.
  private void appendLinkage(SqlText sql, Relationship relationship, Source source) {
    switch (relationship) {
      case Relationship.BelongsTo belongs -> sql.append(source.column(belongs.column()));
      case Relationship.HasOne one -> {
        var target = sql.source(registry.target(one));
        sql.append("(select " + target.id());
        ConditionSql.appendFromWhere(sql, target, Condition.TRUE);
        sql.append(" and " + target.column(one.foreignColumn()) + " = " + source.id());
        SegmentSql.appendOrder(sql, PlanBuilder.byDefault(target.type()), target);
        sql.append(" limit 1)");
      }
    }
  }
}
