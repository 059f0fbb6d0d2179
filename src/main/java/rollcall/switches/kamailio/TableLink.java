package rollcall.switches.kamailio;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rollcall.database.DatabaseAddress;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.ForeignDatabase;
import rollcall.database.StatementFailed;
import rollcall.database.StatementTimeout;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;
import rollcall.switches.Positions;
import rollcall.switches.SwitchSocket;

/// Reads what the module acc of a Kamailio writes into the tables of a PostgreSQL, from the
/// beginning of each on: what was missed in any other way is there. Immutable, so thread-safe.
public final class TableLink implements Link {
  /// How often new rows are looked for.
  static final Duration POLL = Duration.ofSeconds(1);

  private final DatabaseAddress address;
  private final Positions positions;
  private final LinkSettings settings;

  /// To the PostgreSQL at `address`, which is only read; `positions` remembers how far.
  public TableLink(DatabaseAddress address, Positions positions, LinkSettings settings) {
    this.address = address;
    this.positions = positions;
    this.settings = settings;
  }

  @Override
  public String peer() {
    return "the tables of Kamailio in " + address;
  }

  @Override
  public void run(LinkHost host) throws IOException, InterruptedException {
    try (var database = ForeignDatabase.connect(address, settings.answerWithin())) {
      var tables = AccountTable.of(database, address.toString(), positions);
      lookForNewIds(tables, database, host);
      host.connected("a PostgreSQL with " + names(tables));
      var lookedAt = System.nanoTime();
      while (true) {
        if (System.nanoTime() - lookedAt >= settings.resyncEvery().toNanos()) {
          lookForNewIds(tables, database, host);
          lookedAt = System.nanoTime();
        }
        var more = false;
        for (var table : tables) {
          more |= table.poll(database, host);
        }
        if (!more) {
          Thread.sleep(POLL);
        }
      }
    } catch (DatabaseUnavailable | StatementFailed | StatementTimeout e) {
      throw explained(e);
    } catch (IOException e) {
      throw SwitchSocket.explained(e);
    }
  }

  private static void lookForNewIds(
      List<AccountTable> tables, ForeignDatabase database, LinkHost host) {
    for (var table : tables) {
      table.lookForNewIds(database, host);
    }
  }

  private static String names(List<AccountTable> tables) {
    return tables.stream().map(AccountTable::name).collect(joining(", "));
  }

  /// An interrupt closes the connection, which then looks like one that was lost.
  private static IOException explained(RuntimeException e) throws InterruptedException {
    var cause = e.getCause() == null ? e : e.getCause();
    return SwitchSocket.explained(
        new IOException("It cannot be read: " + cause.getMessage() + ".", e));
  }

  @Override
  public List<String> probe() throws IOException, InterruptedException {
    try (var database = ForeignDatabase.connect(address, settings.answerWithin())) {
      var found = new ArrayList<String>();
      for (var table : AccountTable.of(database, address.toString(), positions)) {
        found.add(
            "The table "
                + table.name()
                + (table.hasTimes()
                    ? " can be read."
                    : " can be read; its times, in whole seconds, are taken for UTC."));
      }
      return found;
    } catch (DatabaseUnavailable | StatementFailed | StatementTimeout e) {
      throw explained(e);
    } catch (IOException e) {
      throw SwitchSocket.explained(e);
    }
  }
}
