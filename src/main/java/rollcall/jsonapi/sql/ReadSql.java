package rollcall.jsonapi.sql;

import rollcall.database.SqlStatement;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Include;
import rollcall.jsonapi.plan.OrderKey;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.SchemaRegistry;
import rollcall.jsonapi.schema.ValueType;

/// Writes the statements of a [ReadPlan]. The columns of a result stand as [Projection] says.
/// Immutable, so thread-safe.
public final class ReadSql {
  /// The column of every table that holds when a row was last changed.
  private static final String VERSION = "updated_at";

  private final SchemaRegistry registry;

  /// A writer over `registry`.
  public ReadSql(SchemaRegistry registry) {
    this.registry = registry;
  }

  /// The statement of the primary rows, in their order.
  public SqlStatement rows(ReadPlan plan) {
    return rows(plan, false);
  }

  /// The same, with the column that says when a row was last changed.
  public SqlStatement versionedRows(ReadPlan plan) {
    return rows(plan, true);
  }

  private SqlStatement rows(ReadPlan plan, boolean versioned) {
    var sql = new SqlText(plan.scope().organisationId());
    var source = sql.source(plan.projection().type());
    appendSelect(sql, plan.projection(), source);
    if (versioned) {
      sql.append(", " + source.column(VERSION));
    }
    ConditionSql.appendFromWhere(sql, source, plan.condition());
    appendOrder(sql, plan.order(), source);
    return sql.statement();
  }

  /// The statement of the rows that one of the plan's includes brings along: each once, by id.
  public SqlStatement included(ReadPlan plan, Include include) {
    var sql = new SqlText(plan.scope().organisationId());
    var target = sql.source(include.projection().type());
    var source = sql.source(plan.projection().type());
    appendSelect(sql, include.projection(), target);
    ConditionSql.appendFromWhere(sql, target, Condition.TRUE);
    sql.append(" and " + target.id() + " in (select ");
    appendLinkage(sql, include.relationship(), source);
    ConditionSql.appendFromWhere(sql, source, plan.condition());
    sql.append(") order by " + target.id());
    return sql.statement();
  }

  private void appendSelect(SqlText sql, Projection projection, Source source) {
    sql.append("select " + source.id());
    for (var attribute : projection.attributes()) {
      sql.append(", " + source.column(attribute.name()));
      if (attribute.type() instanceof ValueType.JsonObject) {
        sql.append("::text");
      }
    }
    for (var relationship : projection.type().relationships()) {
      sql.append(", ");
      appendLinkage(sql, relationship, source);
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
        appendOrder(sql, PlanBuilder.byDefault(target.type()), target);
        sql.append(" limit 1)");
      }
    }
  }

  /// Nulls stand last in PostgreSQL's ascending order and first in its descending one, as they do
  /// in an index. Where they are to stand otherwise, a key before the field says so, rather than a
  /// `nulls` clause, which no index would serve, not even for a field that is never null.
  private static void appendOrder(SqlText sql, Iterable<OrderKey> order, Source source) {
    var separator = " order by ";
    for (var key : order) {
      var column = source.column(key.field().name());
      if (key.field().nullable() && key.nullsFirst() != key.descending()) {
        sql.append(separator + column + (key.nullsFirst() ? " is not null" : " is null"));
        separator = ", ";
      }
      sql.append(separator + column + (key.descending() ? " desc" : ""));
      separator = ", ";
    }
  }
}
