package rollcall.switches.kamailio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import rollcall.database.ForeignDatabase;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.inbox.InboxKind;
import rollcall.ingest.kamailio.AccountRow;
import rollcall.switches.LinkHost;
import rollcall.switches.Positions;

/// One of the tables that module acc writes, and how far it was read. Rows may become visible in
/// another order than that of their ids: of the last [#OVERLAP] ids, those that were not there are
/// looked for again. One thread.
final class AccountTable {
  /// The most rows that are read at once.
  static final int BATCH = 500;

  /// How far behind the greatest id a row may still appear.
  static final int OVERLAP = 1_000;

  private static final List<String> NAMES = List.of("acc", "missed_calls", "acc_cdrs", "cdrs");
  private static final List<String> NEEDED = List.of("id", "callid");

  private final String name;
  private final boolean hasTimes;
  private final String place;
  private final Positions positions;
  private final Set<Long> kept = new HashSet<>();
  private long position;

  private AccountTable(
      String name, boolean hasTimes, String place, Positions positions, long position) {
    this.name = name;
    this.hasTimes = hasTimes;
    this.place = place;
    this.positions = positions;
    this.position = position;
  }

  /// The tables of `database` that can be read, which `where` it is tells apart from others.
  static List<AccountTable> of(ForeignDatabase database, String where, Positions positions)
      throws IOException {
    var tables = new ArrayList<AccountTable>();
    for (var found : database.read(AccountTable::columns).entrySet()) {
      var columns = found.getValue();
      if (columns.containsAll(NEEDED)
          && (columns.contains("method") || columns.contains("start_time"))) {
        var place = where + "/" + found.getKey();
        var hasTimes = columns.contains("time_attr") || columns.contains("end_ts");
        tables.add(
            new AccountTable(found.getKey(), hasTimes, place, positions, positions.of(place)));
      }
    }
    if (tables.isEmpty()) {
      throw new IOException(
          "It has none of the tables " + String.join(", ", NAMES) + " with an id and a callid.");
    }
    return tables;
  }

  private static Map<String, Set<String>> columns(Session session) {
    var rows =
        session.query(
            new SqlStatement(
                """
                select table_name::text, column_name::text from information_schema.columns
                  where table_schema::text = any(current_schemas(false)::text[])
                    and table_name::text = any(?)
                """,
                List.of(NAMES)));
    var columns = new TreeMap<String, Set<String>>();
    while (rows.next()) {
      columns.computeIfAbsent(rows.text(0), _ -> new HashSet<>()).add(rows.text(1));
    }
    return columns;
  }

  String name() {
    return name;
  }

  /// Whether its rows say when, so that the local time of another machine need not be understood.
  boolean hasTimes() {
    return hasTimes;
  }

  /// Begins anew where the ids did, as after the table was emptied and its ids with it.
  void lookForNewIds(ForeignDatabase database, LinkHost host) {
    var greatest = database.read(this::greatest);
    if (greatest > 0 && greatest < position - OVERLAP) {
      host.notice("The ids of the table " + name + " began anew, so it is read from its start.");
      position = 0;
      kept.clear();
    }
  }

  private long greatest(Session session) {
    var rows =
        session.query(new SqlStatement("select coalesce(max(id), 0) from " + name, List.of()));
    return rows.next() ? rows.integer(0) : 0;
  }

  /// Reads and keeps some rows that were not kept before, and tells whether there may be more.
  boolean poll(ForeignDatabase database, LinkHost host) throws IOException, InterruptedException {
    var rows = database.read(this::next);
    if (rows.isEmpty()) {
      return false;
    }
    host.keep(InboxKind.KAMAILIO, rows.values().stream().map(AccountRow::message).toList());
    kept.addAll(rows.keySet());
    var greatest = Math.max(position, rows.lastKey());
    if (greatest > position) {
      positions.move(place, greatest);
      position = greatest;
    }
    kept.removeIf(id -> id <= position - OVERLAP);
    return rows.size() == BATCH;
  }

  private SortedMap<Long, String> next(Session session) {
    var rows =
        session.query(
            new SqlStatement(
                "select id, to_jsonb(t)::text from "
                    + name
                    + " t where id > ? and id <> all (?::bigint[]) order by id limit "
                    + BATCH,
                List.of(position - OVERLAP, List.copyOf(kept))));
    var next = new TreeMap<Long, String>();
    while (rows.next()) {
      next.put(rows.integer(0), rows.text(1));
    }
    return next;
  }
}
