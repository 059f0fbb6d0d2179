package rollcall.sources;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import rollcall.database.Database;
import rollcall.database.SqlStatement;

/// How the connections to sources fare, as the running server writes it down for the operator's
/// commands. Thread-safe.
public final class SourceLinks {
  private final Database database;

  /// Those of the sources in `database`.
  public SourceLinks(Database database) {
    this.database = database;
  }

  /// A connection of `source` to `peer`: whether it stands, since when that is so, and with whom it
  /// is or why it is not; as it was at `seenAt`.
  public record Seen(
      String source,
      String peer,
      boolean connected,
      Instant since,
      String detail,
      Instant seenAt) {}

  /// All that were seen, by source.
  public List<Seen> list() {
    return database.administer(
        session -> {
          var rows =
              session.query(
                  new SqlStatement(
                      "select source, peer, connected, since, detail, seen_at from source_links"
                          + " order by source, peer",
                      List.of()));
          var links = new ArrayList<Seen>();
          while (rows.next()) {
            links.add(
                new Seen(
                    rows.text(0),
                    rows.text(1),
                    rows.bool(2),
                    rows.moment(3),
                    rows.text(4),
                    rows.moment(5)));
          }
          return List.copyOf(links);
        });
  }

  /// Writes `seen`, which takes the place of all before.
  public void replace(List<Seen> seen) {
    var sources = column(seen, Seen::source);
    var peers = column(seen, Seen::peer);
    var binds =
        List.<Object>of(
            sources,
            peers,
            column(seen, Seen::connected),
            column(seen, Seen::since),
            column(seen, Seen::detail),
            column(seen, Seen::seenAt));
    database.administer(
        session -> {
          session.update(new SqlStatement(DELETE_OTHERS, List.of(sources, peers)));
          return session.update(new SqlStatement(WRITE, binds));
        });
  }

  private static final String DELETE_OTHERS =
      """
      delete from source_links l where not exists (
        select from unnest(?::text[], ?::text[]) as n (source, peer)
          where n.source = l.source and n.peer = l.peer)
      """;

  private static final String WRITE =
      """
      insert into source_links (source, peer, connected, since, detail, seen_at)
        select * from unnest(?::text[], ?::text[], ?::boolean[], ?::timestamptz[], ?::text[],
          ?::timestamptz[])
        on conflict (source, peer) do update set connected = excluded.connected,
          since = excluded.since, detail = excluded.detail, seen_at = excluded.seen_at
      """;

  private static <V> List<V> column(List<Seen> seen, Function<Seen, V> value) {
    return seen.stream().map(value).toList();
  }
}
