package rollcall.api;

import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.document.PageMeta.Total;
import rollcall.jsonapi.document.PageRows;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.sql.BoundedCount;

/// Counts the rows of a list of which a page was read: by what the page itself tells, by the counts
/// that are kept, or by counting, within bounds. Immutable, so thread-safe.
record PageCount(CountLimits limits) {
  /// How many rows the list of `plan` has, of which `page` was read in the same snapshot. Takes
  /// nothing from the page: where the count takes too long, the total is what the page shows.
  Total count(Session session, ReadPlan plan, PageRows page) {
    var known = known(plan, page);
    if (known.exact()) {
      return known;
    }
    var kept = KeptCount.of(plan);
    var statement = kept.orElseGet(() -> BoundedCount.of(plan, limits.rows() + 1));
    return session
        .within(limits.time(), () -> count(session, statement))
        .map(
            rows ->
                kept.isPresent() || rows <= limits.rows()
                    ? new Total(rows, true)
                    : new Total(Math.max(limits.rows(), known.rows()), false))
        .orElse(known);
  }

  /// What the page tells: all, where it reaches from a known place to the end of the list.
  private static Total known(ReadPlan plan, PageRows page) {
    var at = plan.page().orElseThrow();
    var seen = page.shown() + (page.more() ? 1 : 0);
    var offset = at.offset().orElse(0);
    if (at.boundary().isPresent() || (seen == 0 && offset > 0)) {
      return new Total(seen, false);
    }
    return new Total(offset + seen, !page.more());
  }

  private static long count(Session session, SqlStatement statement) {
    var rows = session.query(statement);
    rows.next();
    return rows.integer(0);
  }
}
