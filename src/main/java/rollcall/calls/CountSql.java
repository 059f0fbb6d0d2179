package rollcall.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.SqlStatement;

/// The statement that adds up a count: what was folded, what was not folded yet, and, at the ends
/// of a range of time, the calls of what is less than an hour. One thread.
final class CountSql {
  private final List<Object> binds = new ArrayList<>();
  private final List<String> sums = new ArrayList<>();
  private final UUID tenant;

  private CountSql(UUID tenant) {
    this.tenant = tenant;
  }

  /// The statement whose one value is how many calls `counted` are.
  static SqlStatement of(UUID tenant, Counted counted) {
    var sql = new CountSql(tenant);
    switch (counted) {
      case Counted.Words words -> sql.add(words);
      case Counted.Started range -> sql.add(range);
    }
    return new SqlStatement(
        "select (" + String.join(" + ", sql.sums) + ")::bigint", List.copyOf(sql.binds));
  }

  private void add(Counted.Words words) {
    var dimension = words.dimension();
    begin("sum(total) from call_counts");
    and("dimension = ?", dimension.word());
    and("value = any(?)", words.values());
    begin("sum(change) from call_count_changes");
    and(dimension.expression() + " = any(?)", words.values());
    end();
  }

  /// Days in the middle, hours around them, and around those the calls themselves.
  private void add(Counted.Started range) {
    var from = range.from();
    var below = range.below();
    var first = CountPeriod.HOUR.firstFrom(from);
    var end = CountPeriod.HOUR.endUntil(below);
    if (isNone(first, end)) {
      addCalls(from, below);
    } else {
      addPeriods(first, end);
      begin("sum(change) from call_count_changes");
      between("hour", first, end);
      if (from != null && !from.equals(first)) {
        addCalls(from, first);
      }
      if (below != null && !below.equals(end)) {
        addCalls(end, below);
      }
    }
    end();
  }

  private static boolean isNone(@Nullable Instant first, @Nullable Instant end) {
    return first != null && end != null && !first.isBefore(end);
  }

  private void addPeriods(@Nullable Instant from, @Nullable Instant below) {
    var first = CountPeriod.DAY.firstFrom(from);
    var end = CountPeriod.DAY.endUntil(below);
    if (isNone(first, end)) {
      addPeriods(CountPeriod.HOUR, from, below);
      return;
    }
    addPeriods(CountPeriod.DAY, first, end);
    if (from != null && !from.equals(first)) {
      addPeriods(CountPeriod.HOUR, from, first);
    }
    if (below != null && !below.equals(end)) {
      addPeriods(CountPeriod.HOUR, end, below);
    }
  }

  private void addPeriods(CountPeriod period, @Nullable Instant from, @Nullable Instant below) {
    begin("sum(total) from call_periods");
    and("length = ?", period.word());
    between("begins_at", from, below);
  }

  private void addCalls(@Nullable Instant from, @Nullable Instant below) {
    begin("count(*) from calls");
    between("started_at", from, below);
  }

  private void between(String column, @Nullable Instant from, @Nullable Instant below) {
    if (from != null) {
      and(column + " >= ?", from);
    }
    if (below != null) {
      and(column + " < ?", below);
    }
  }

  private void begin(String what) {
    end();
    sums.add("coalesce((select " + what + " where organisation_id = ?");
    binds.add(tenant);
  }

  private void and(String condition, Object bind) {
    sums.set(sums.size() - 1, sums.getLast() + " and " + condition);
    binds.add(bind);
  }

  private void end() {
    if (!sums.isEmpty()) {
      sums.set(sums.size() - 1, sums.getLast() + "), 0)");
    }
  }
}
