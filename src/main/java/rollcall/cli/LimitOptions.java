package rollcall.cli;

import java.time.Duration;
import picocli.CommandLine.Option;
import rollcall.api.Api;
import rollcall.api.CountLimits;
import rollcall.api.GateLimits;
import rollcall.database.DatabaseSettings;
import rollcall.http.HttpLimits;
import rollcall.jsonapi.query.QueryLimits;

/// The bounds of a server, each an option. One thread.
final class LimitOptions {
  private static final QueryLimits QUERY = QueryLimits.DEFAULT;
  private static final GateLimits READ = GateLimits.LISTS;
  private static final DatabaseSettings DATABASE = DatabaseSettings.DEFAULT;
  private static final HttpLimits HTTP = HttpLimits.DEFAULT;

  @Option(names = "--parameter-depth", paramLabel = "N", description = "Brackets in one key (64).")
  private int parameterDepth = QUERY.parameterDepth();

  @Option(names = "--filter-depth", paramLabel = "N", description = "Nested statements (64).")
  private int filterDepth = QUERY.filterDepth();

  @Option(
      names = "--filter-cost",
      paramLabel = "N",
      description = "Price of a filter, an equality being 1 (2000).")
  private int filterCost = QUERY.filterCost();

  @Option(names = "--sort-terms", paramLabel = "N", description = "Fields in sort (32).")
  private int sortTerms = QUERY.sortTerms();

  @Option(names = "--list-items", paramLabel = "N", description = "Values in one list (5000).")
  private int listItems = QUERY.listItems();

  @Option(
      names = "--lists",
      paramLabel = "N",
      description = "Lists read at once; fewer than --pool-size (12).")
  private int lists = READ.all();

  @Option(
      names = "--lists-per-organisation",
      paramLabel = "N",
      description = "Lists that an organisation reads at once (8).")
  private int listsPerOrganisation = READ.perOrganisation();

  @Option(
      names = "--operations",
      paramLabel = "N",
      description = "Requests of atomic operations at once, one of each organisation (4).")
  private int operations = GateLimits.OPERATIONS.all();

  @Option(
      names = "--list-wait",
      paramLabel = "TIME",
      description = "How long a further list waits for its turn (5s).")
  private Duration listWait = READ.turnWait();

  @Option(
      names = "--count-rows",
      paramLabel = "N",
      description = "How far lists are counted whose count is not kept (100000).")
  private long countRows = CountLimits.DEFAULT.rows();

  @Option(
      names = "--count-time",
      paramLabel = "TIME",
      description = "How long a list is counted at most (1s).")
  private Duration countTime = CountLimits.DEFAULT.time();

  @Option(
      names = "--pool-size",
      paramLabel = "N",
      description = "Connections to PostgreSQL, one for each list under way (16).")
  private int poolSize = DATABASE.poolSize();

  @Option(
      names = "--connection-wait",
      paramLabel = "TIME",
      description = "How long a request waits for a connection (5s).")
  private Duration connectionWait = DATABASE.connectionWait();

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      description = "How long connecting to PostgreSQL may take (3s).")
  private Duration connectTimeout = DATABASE.connectTimeout();

  @Option(
      names = "--statement-timeout",
      paramLabel = "TIME",
      description = "How long PostgreSQL may take to deliver the next rows (5s).")
  private Duration statementTimeout = DATABASE.statementTimeout();

  @Option(
      names = "--idle-in-transaction-timeout",
      paramLabel = "TIME",
      description = "How long a client may leave a list unread (60s).")
  private Duration idleInTransactionTimeout = DATABASE.idleInTransactionTimeout();

  @Option(
      names = "--fetch-rows",
      paramLabel = "N",
      description = "Rows of a list in memory at a time (500).")
  private int fetchRows = DATABASE.fetchRows();

  @Option(
      names = "--request-line-bytes",
      paramLabel = "N",
      description = "Length of a request line (16384).")
  private int requestLineBytes = HTTP.requestLineBytes();

  @Option(
      names = "--header-bytes",
      paramLabel = "N",
      description = "Length of all header fields (16384).")
  private int headerBytes = HTTP.headerBytes();

  @Option(names = "--header-fields", paramLabel = "N", description = "Header fields (100).")
  private int headerFields = HTTP.headerFields();

  @Option(names = "--body-bytes", paramLabel = "N", description = "Length of a body (8000000).")
  private long bodyBytes = HTTP.bodyBytes();

  @Option(
      names = "--header-timeout",
      paramLabel = "TIME",
      description = "How long a client may take over its header (10s).")
  private Duration headerTimeout = HTTP.headerTimeout();

  @Option(
      names = "--body-timeout",
      paramLabel = "TIME",
      description = "How long a client may take over its body (30s).")
  private Duration bodyTimeout = HTTP.bodyTimeout();

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      description = "How long nothing may move on a connection (60s).")
  private Duration idleTimeout = HTTP.idleTimeout();

  @Option(names = "--connections", paramLabel = "N", description = "Open connections (10000).")
  private int connections = HTTP.connections();

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      description = "How long a stop waits for answers under way (30s).")
  private Duration drainTimeout = HTTP.drainTimeout();

  Api.Limits api() {
    if (lists >= poolSize) {
      throw new UsageFault(
          "--lists must be less than --pool-size (" + poolSize + "), not " + lists + ".");
    }
    return new Api.Limits(
        new QueryLimits(parameterDepth, filterDepth, filterCost, sortTerms, listItems),
        new GateLimits(lists, listsPerOrganisation, listWait),
        new GateLimits(
            operations, GateLimits.OPERATIONS.perOrganisation(), GateLimits.OPERATIONS.turnWait()),
        new CountLimits(countRows, countTime));
  }

  DatabaseSettings database() {
    return new DatabaseSettings(
        poolSize,
        connectionWait,
        connectTimeout,
        statementTimeout,
        idleInTransactionTimeout,
        fetchRows);
  }

  HttpLimits http() {
    return new HttpLimits(
        requestLineBytes,
        headerBytes,
        headerFields,
        bodyBytes,
        headerTimeout,
        bodyTimeout,
        idleTimeout,
        connections,
        drainTimeout);
  }
}
