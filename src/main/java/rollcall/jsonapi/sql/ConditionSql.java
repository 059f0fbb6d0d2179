package rollcall.jsonapi.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.schema.Notation;
import rollcall.jsonapi.schema.Relationship;

/// Writes `from` and `where` of a condition. A row that a [Condition.Related] leads to is joined
/// from the left, so that where it is missing every field of it is null; each such path is joined
/// once. One thread.
final class ConditionSql {
  /// A collation that knows the letter cases of all scripts, which collation C does not; it comes
  /// with every PostgreSQL that is built with ICU.
  private static final String ALL_LETTERS = " collate \"und-x-icu\"";

  private record Path(Source from, String relationship) {}

  private final SqlText sql;
  private final Map<Path, Source> joined = new HashMap<>();

  private ConditionSql(SqlText sql) {
    this.sql = sql;
  }

  /// Appends ` from … where …`: the rows of `source` that belong to the tenant and of which
  /// `condition` is true.
  static void appendFromWhere(SqlText sql, Source source, Condition condition) {
    new ConditionSql(sql).appendFromWhere(source, condition);
  }

  private void appendFromWhere(Source source, Condition condition) {
    sql.append(" from ").appendTable(source);
    join(condition, source);
    sql.append(" where ").appendTenant(source);
    if (!condition.equals(Condition.TRUE)) {
      sql.append(" and ");
      append(condition, source);
    }
  }

  private void join(Condition condition, Source source) {
    switch (condition) {
      case Condition.All(var parts) -> parts.forEach(part -> join(part, source));
      case Condition.Any(var parts) -> parts.forEach(part -> join(part, source));
      case Condition.Not(var part) -> join(part, source);
      case Condition.Related related ->
          join(
              related.part(),
              joined.computeIfAbsent(path(source, related), _ -> joined(source, related)));
      case Condition.Exists _,
          Condition.Unknown _,
          Condition.Compare _,
          Condition.In _,
          Condition.IsNull _,
          Condition.Distinct _,
          Condition.Match _,
          Condition.Written _ -> {}
    }
  }

  private static Path path(Source source, Condition.Related related) {
    return new Path(source, related.relationship().name());
  }

  private Source joined(Source source, Condition.Related related) {
    var target = sql.source(related.target());
    sql.append(" left join ").appendTable(target).append(" on ").appendTenant(target);
    sql.append(" and " + target.id() + " = " + source.column(related.relationship().column()));
    return target;
  }

  private void append(Condition condition, Source source) {
    switch (condition) {
      case Condition.All(var parts) -> appendAll(parts, " and ", "true", source);
      case Condition.Any(var parts) -> appendAll(parts, " or ", "false", source);
      case Condition.Not(var part) -> {
        sql.append("not (");
        append(part, source);
        sql.append(")");
      }
      case Condition.Unknown _ -> sql.append("null::boolean");
      case Condition.Compare(var field, var comparison, var constant) ->
          sql.append(source.column(field.name())).append(operator(comparison)).bind(constant);
      case Condition.In in -> appendIn(in, source);
      case Condition.IsNull(var field) ->
          sql.append(source.column(field.name())).append(" is null");
      case Condition.Distinct(var field, var constant) ->
          sql.append(source.column(field.name())).append(" is distinct from ").bind(constant);
      case Condition.Match match -> appendMatch(match, source.column(match.field().name()));
      case Condition.Written(var field, var notation, _, var parts) ->
          appendWritten(notation, parts, source.column(field.name()));
      case Condition.Related related ->
          append(related.part(), Objects.requireNonNull(joined.get(path(source, related))));
      case Condition.Exists(var relationship, var target, var part) ->
          appendExists(relationship, sql.source(target), part, source);
    }
  }

  private void appendAll(List<Condition> parts, String joint, String none, Source source) {
    if (parts.isEmpty()) {
      sql.append(none);
      return;
    }
    var separator = "(";
    for (var part : parts) {
      sql.append(separator);
      append(part, source);
      separator = joint;
    }
    sql.append(")");
  }

  private void appendIn(Condition.In in, Source source) {
    if (in.constants().isEmpty()) {
      sql.append(in.nullListed() ? "null::boolean" : "false");
      return;
    }
    sql.append(in.nullListed() ? "(" : "");
    sql.append(source.column(in.field().name())).append(" = any(").bind(in.constants()).append(")");
    sql.append(in.nullListed() ? " or null)" : "");
  }

  private void appendMatch(Condition.Match match, String column) {
    switch (match.kind()) {
      case CONTAINS -> sql.append("strpos(" + column + ", ").bind(match.text()).append(") > 0");
      case STARTS_WITH -> appendRange(PrefixRange.of(match.text()), column);
      case ENDS_WITH ->
          sql.append("right(" + column + ", " + length(match.text()) + ") = ").bind(match.text());
      case LIKE -> appendLike(match.text(), column);
      case ILIKE -> sql.append(column + " ilike ").bind(match.text()).append(ALL_LETTERS);
    }
  }

  /// What the plain form takes to be made is spent only on texts that may have the part.
  private void appendWritten(Notation notation, List<Notation.Part> parts, String column) {
    var separator = "(";
    for (var part : parts) {
      sql.append(separator + column + " like ").bind(part.loosePattern());
      sql.append(" and " + notation.plainSql(column) + " like ").bind(part.pattern());
      separator = " or ";
    }
    sql.append(")");
  }

  /// All operators of a range are leakproof, unlike `like` and `starts_with`, so that behind row
  /// security it alone reaches an index.
  private void appendRange(PrefixRange range, String column) {
    sql.append("(" + column + " >= ").bind(range.from());
    if (range.before().isPresent()) {
      sql.append(" and " + column + " < ").bind(range.before().get());
    }
    sql.append(")");
  }

  private void appendLike(String pattern, String column) {
    var prefix = LikePrefix.of(pattern);
    if (prefix.isAll()) {
      appendRange(PrefixRange.of(prefix.text()), column);
      return;
    }
    if (!prefix.text().isEmpty()) {
      sql.append("(");
      appendRange(PrefixRange.of(prefix.text()), column);
      sql.append(" and ");
    }
    sql.append(column + " like ").bind(pattern);
    if (!prefix.text().isEmpty()) {
      sql.append(")");
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private void appendExists(
      Relationship.HasOne relationship, Source target, Condition part, Source source) {
    var inner = new ConditionSql(sql);
    inner.knowWayBack(relationship, target, source);
    sql.append("exists (select 1");
    inner.appendFromWhere(target, part);
    sql.append(" and " + target.column(relationship.foreignColumn()) + " = " + source.id() + ")");
  }

  /// A row that is reached over its foreign key leads back, over the same key, to the row that one
  /// came from, which so need not be joined again.
  private void knowWayBack(Relationship.HasOne relationship, Source target, Source source) {
    for (var back : target.type().relationships()) {
      if (back instanceof Relationship.BelongsTo belongs
          && belongs.column().equals(relationship.foreignColumn())) {
        joined.put(new Path(target, belongs.name()), source);
      }
    }
  }

  private static String operator(Comparison comparison) {
    return switch (comparison) {
      case EQ -> " = ";
      case NE -> " <> ";
      case LT -> " < ";
      case LE -> " <= ";
      case GT -> " > ";
      case GE -> " >= ";
    };
  }
}
