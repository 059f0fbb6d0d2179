package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What each index of the calls adds to a write: new calls of the large organisation are inserted
/// with all indexes, and with all but one, in transactions that are rolled back.
final class WritePrice {
  private static final int CALLS = 4_000;
  private static final int ROUNDS = 3;
  private static final String ALL = "all";
  private static final Pattern TIME = Pattern.compile("Execution Time: ([0-9.]+) ms");
  private static final Pattern LOG =
      Pattern.compile("Insert on calls.*?bytes=([0-9]+)", Pattern.DOTALL);

  private final Postgres postgres;
  private final String organisation;

  WritePrice(Postgres postgres, String organisation) {
    this.postgres = postgres;
    this.organisation = organisation;
  }

  /// Adds a call's price with all indexes, and what of it each index is.
  void addTo(Figures figures) throws Exception {
    var indexes = new ArrayList<List<String>>();
    indexes.add(List.of(ALL, ""));
    indexes.addAll(postgres.indexes());
    var measured = new Figures();
    for (var round = 0; round < ROUNDS; round++) {
      for (var index : indexes) {
        var plan = postgres.query(script(index.getLast()));
        measured.add(index.getFirst(), "µs", figure(TIME, plan) * 1_000 / CALLS);
        measured.add(index.getFirst(), "bytes of log", figure(LOG, plan) / CALLS);
      }
    }
    for (var unit : List.of("µs", "bytes of log")) {
      var all = measured.median(ALL, unit);
      figures.add("a write, all indexes", unit, all);
      for (var index : indexes.subList(1, indexes.size())) {
        var name = index.getFirst();
        figures.add("a write, of which " + name, unit, all - measured.median(name, unit));
      }
    }
  }

  private String script(String away) {
    return """
    begin;
    %s
    create temporary table written on commit drop as
      select * from calls where organisation_id = '%s' and started_at is not null
        order by started_at desc limit %d;
    update written
      set started_at = started_at + interval '1 year',
        call_uuid = md5(call_uuid)::uuid::text,
        id = (lpad(to_hex((extract(epoch from started_at + interval '1 year') * 1000)::bigint), 12, '0')
          || substr(id::text, 15, 4) || substr(md5(id::text), 1, 16))::uuid;
    create temporary table first on commit drop as select * from written limit %d;
    delete from written where id in (select id from first);
    insert into calls select * from first;
    explain (analyze, wal, timing off, costs off) insert into calls select * from written;
    rollback;
    """
        .formatted(away, organisation, 2 * CALLS, CALLS);
  }

  private static double figure(Pattern pattern, String plan) {
    var found = pattern.matcher(plan);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + plan);
    }
    return Double.parseDouble(found.group(1));
  }
}
