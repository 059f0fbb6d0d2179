package rollcall.jsonapi.sql;

import rollcall.database.SqlStatement;
import rollcall.database.Tables;
import rollcall.jsonapi.plan.ReadPlan;

/// Writes the statement that counts the rows of a list, and stops where there are very many.
public final class BoundedCount {
  private BoundedCount() {}

  /// The statement whose one value, a `bigint`, is how many primary rows `plan` has, whatever its
  /// page; `most` where it has more than that.
  public static SqlStatement of(ReadPlan plan, long most) {
    var sql = new SqlText(plan.scope().organisationId(), Tables.WHOLE);
    sql.append("select count(*) from (select 1");
    ConditionSql.appendFromWhere(sql, sql.source(plan.projection().type()), plan.condition());
    sql.append(" limit ").bind(most).append(") as counted");
    return sql.statement();
  }
}
