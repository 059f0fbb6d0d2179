package rollcall.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import rollcall.observe.Observer;

/// A PostgreSQL that holds our tables, reached over a pool of connections which acts as the service
/// role. Every call runs one transaction: it is committed when `work` returns and rolled back when
/// it throws. What `work` reads must be read before it returns. Thread-safe.
public final class Database implements AutoCloseable {
  /// How often a write is tried that others are in the way of.
  static final int WRITE_ATTEMPTS = 5;

  /// How long a write that can be done later waits for a row.
  static final Duration LOCK_WAIT = Duration.ofMillis(200);

  /// How long a statement of the owner runs at most, and waits for a lock: the end of the server
  /// waits for it.
  static final Duration OWNER_STATEMENT = Duration.ofSeconds(10);

  static final Duration OWNER_LOCK_WAIT = Duration.ofSeconds(5);

  /// Of more tenants all partitions are likely to hold some.
  private static final int MOST_TENANTS_ALONE = 64;

  private final DatabaseAddress address;
  private final DatabaseSettings settings;
  private final Observer observer;
  private final HikariDataSource pool;
  private final HikariDataSource owners;
  private final Partitions partitions = new Partitions();

  private Database(
      DatabaseAddress address,
      DatabaseSettings settings,
      Observer observer,
      HikariDataSource pool,
      HikariDataSource owners) {
    this.address = address;
    this.settings = settings;
    this.observer = observer;
    this.pool = pool;
    this.owners = owners;
  }

  /// A database at `address`. Does not connect yet, so that a server may start before its database;
  /// see [#ping].
  public static Database open(
      DatabaseAddress address, DatabaseSettings settings, Observer observer) {
    return new Database(
        address,
        settings,
        observer,
        Connections.pool(address, settings),
        Connections.owners(address, settings));
  }

  /// Reads as `tenant`; every statement sees what was committed when it began.
  public <T> T read(Tenant tenant, Cancellation cancellation, Function<Session, T> work) {
    return run(this::lend, Opening.forTenant(tenant, true), cancellation, work);
  }

  /// Reads as `tenant`; all statements see what was committed when the first one began.
  public <T> T readSnapshot(Tenant tenant, Cancellation cancellation, Function<Session, T> work) {
    return run(this::lend, Opening.snapshotFor(tenant), cancellation, work);
  }

  /// Reads as `tenant` by one statement, which names its tables as it is told, in one round trip.
  /// All rows are in memory together, so the statement must bound them.
  public <T> T readOnce(
      Tenant tenant,
      Cancellation cancellation,
      Plans plans,
      Function<Tables, SqlStatement> statement,
      Function<Rows, T> reader) {
    var tables = tables(tenant, cancellation);
    try (var read = alone(Opening.onceFor(tenant, tables, plans), cancellation)) {
      var rows = rowsUnlessChanged(read, tables, statement.apply(tables));
      if (rows.isPresent()) {
        return reader.apply(rows.get());
      }
    }
    partitions.forget(tenant);
    try (var read = alone(Opening.onceFor(tenant, Tables.WHOLE, plans), cancellation)) {
      return reader.apply(read.query(statement.apply(Tables.WHOLE)));
    }
  }

  private Tables tables(Tenant tenant, Cancellation cancellation) {
    return partitions
        .of(tenant)
        .orElseGet(() -> read(tenant, cancellation, session -> partitions.find(tenant, session)));
  }

  private Transaction alone(Opening opening, Cancellation cancellation) {
    return new Transaction(this::lend, opening, cancellation, settings.fetchRows(), observer);
  }

  /// The rows, unless an operator has changed partitions since they were looked for: attached them
  /// otherwise, renamed one, or taken the right to read it.
  private static Optional<Rows> rowsUnlessChanged(
      Transaction read, Tables tables, SqlStatement statement) {
    try {
      return Optional.of(read.query(statement));
    } catch (PartitionsChanged _) {
      return Optional.empty();
    } catch (StatementFailed e) {
      if (tables.isWhole() || !e.isOfTables()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /// Reads and writes as `tenant`. What others write at the same time may make PostgreSQL end the
  /// transaction, which it then never was: `work` is run again, so it must leave nothing behind
  /// outside of the database. Fails with [OutcomeUnknown] when the connection is lost while the
  /// transaction is committed.
  public <T> T write(Tenant tenant, Function<Session, T> work) {
    return write(tenant, work, _ -> true);
  }

  /// The same, but that the transaction is committed only when its result is one `toKeep`, and else
  /// rolled back.
  public <T> T write(Tenant tenant, Function<Session, T> work, Predicate<T> toKeep) {
    return write(Opening.forTenant(tenant, false), work, toKeep);
  }

  /// The same as the first, for statements that find all rows by key, each in the order of the
  /// index that has it: in any other order PostgreSQL may read all rows of the tenant.
  public <T> T writeByKey(Tenant tenant, Function<Session, T> work) {
    return write(Opening.byOrderedKeyFor(tenant), work, _ -> true);
  }

  /// The same as the first, for statements that find all rows by key, but that it fails with
  /// [StatementFailed] when a row stays locked by others for [#LOCK_WAIT].
  public <T> T writeUnlessLocked(Tenant tenant, Function<Session, T> work) {
    return write(Opening.byKeyFor(tenant, LOCK_WAIT), work, _ -> true);
  }

  private <T> T write(Opening opening, Function<Session, T> work, Predicate<T> toKeep) {
    for (int attempt = 1; ; attempt++) {
      try {
        return run(this::lend, opening, new Cancellation(), work, toKeep);
      } catch (StatementFailed e) {
        if (!e.isOfOthersMaking() || attempt == WRITE_ATTEMPTS) {
          throw e;
        }
        standBack(attempt);
      }
    }
  }

  /// Reads and writes what is the operator's, as the owner of the tables, with statements of
  /// [#OWNER_STATEMENT] at most; at most [Connections#OWNERS] at once. For the operator's commands
  /// and what a server does by itself, never for a request.
  public <T> T administer(Function<Session, T> work) {
    var opening = Opening.ownerWithin(OWNER_STATEMENT, OWNER_LOCK_WAIT);
    return run(() -> lend(owners), opening, new Cancellation(), work);
  }

  /// The same without a bound for statements, over a connection of its own: for those that read
  /// whole tables. Nobody may wait for its end who has to come to one.
  public <T> T administerAtLength(Function<Session, T> work) {
    return run(this::lendOwner, Opening.plain(false), new Cancellation(), work);
  }

  /// Has PostgreSQL gather statistics of `tables`; where few `tenants` are concerned, of the
  /// partitions alone that hold their rows. It may take long, and nobody may wait for its end who
  /// has to come to one.
  public void gatherStatistics(Set<Tenant> tenants, List<String> tables) {
    var those = tenants.size() > MOST_TENANTS_ALONE ? Set.<Tenant>of() : tenants;
    administerAtLength(
        session -> {
          var names = new TreeSet<String>();
          those.stream()
              .map(tenant -> partitions.find(tenant, session))
              .forEach(of -> tables.forEach(table -> names.add(of.name(table))));
          var all = names.isEmpty() ? tables : names;
          return session.update(new SqlStatement("analyze " + String.join(", ", all), List.of()));
        });
  }

  /// The indexes of this database.
  public OnlineIndexes indexes() {
    return new OnlineIndexes(address);
  }

  /// Returns when a statement can be run, and fails with [DatabaseUnavailable] when none can.
  public void ping() {
    run(
        this::lend,
        Opening.plain(true),
        new Cancellation(),
        session -> session.query(new SqlStatement("select 1", List.of())).next());
  }

  private <T> T run(
      Lender lender, Opening opening, Cancellation cancellation, Function<Session, T> work) {
    return run(lender, opening, cancellation, work, _ -> true);
  }

  /// Waits a while, not the same for all, so that those who were in each other's way are not so
  /// again at once.
  private static void standBack(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(5, 40) * (long) attempt);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T run(
      Lender lender,
      Opening opening,
      Cancellation cancellation,
      Function<Session, T> work,
      Predicate<T> toKeep) {
    try (var transaction =
        new Transaction(lender, opening, cancellation, settings.fetchRows(), observer)) {
      var result = work.apply(transaction);
      if (toKeep.test(result)) {
        transaction.commit();
      }
      return result;
    }
  }

  private Loan lend() throws SQLException {
    return lend(pool);
  }

  private Loan lendOwner() throws SQLException {
    var connection = Connections.owner(address);
    return new Loan(connection, connection::close, () -> {});
  }

  /// A pooled connection without the pool's wrapper, which would look at every call: what breaks is
  /// told to the pool by the transaction.
  private static Loan lend(HikariDataSource from) throws SQLException {
    var handle = from.getConnection();
    return new Loan(handle.unwrap(Connection.class), handle::close, () -> distrust(from, handle));
  }

  /// One connection broke, so the others may have as well: each is replaced before its next use.
  private static void distrust(HikariDataSource of, Connection broken) {
    of.evictConnection(broken);
    of.getHikariPoolMXBean().softEvictConnections();
  }

  /// Closes the connections; transactions that still run fail.
  @Override
  public void close() {
    pool.close();
    owners.close();
  }
}
