package rollcall.jsonapi.sql;

import rollcall.database.SqlStatement;
import rollcall.database.Tables;
import rollcall.jsonapi.plan.ReadPlan;

/// Writes the statement that counts the rows of the list of a plan, whichever part of it is read.
public final class CountSql {
  private CountSql() {}

  /// The statement, whose one row and column is the number.
  public static SqlStatement of(ReadPlan plan) {
    var sql = new SqlText(plan.scope().organisationId(), Tables.WHOLE);
    var source = sql.source(plan.projection().type());
    sql.append("select count(*)");
    ConditionSql.appendFromWhere(sql, source, plan.condition());
    return sql.statement();
  }
}
