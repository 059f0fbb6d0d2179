package rollcall.observe;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes observations as log lines, one each. Thread-safe.
public final class Log implements Observer {
  private final Logger logger;

  private Log(String logger) {
    this.logger = LoggerFactory.getLogger(logger);
  }

  /// The log of a server, which tells what happens.
  public static Log ofServer() {
    return new Log("rollcall");
  }

  /// The log of a command, which tells what should not happen, as the command itself says what it
  /// did.
  public static Log ofCommand() {
    return new Log("rollcall.command");
  }

  @Override
  public void observe(Observation observation) {
    switch (observation) {
      case Observation.Answered o ->
          logger.debug(
              "{} {} {} {} bytes {} µs [{}]",
              o.status(),
              o.method(),
              o.target(),
              o.bytes(),
              o.took().toNanos() / 1_000,
              o.requestId());
      case Observation.Failed o ->
          logger.error("failed {} {} [{}]", o.method(), o.target(), o.requestId(), o.cause());
      case Observation.Abandoned o ->
          logger.info(
              "client left {} {} after {} ms [{}]",
              o.method(),
              o.target(),
              o.after().toMillis(),
              o.requestId());
      case Observation.DatabaseStarted o ->
          logger.info(
              "PostgreSQL {} started on port {} in {} ms",
              o.version(),
              o.port(),
              o.took().toMillis());
      case Observation.DatabaseStopped o ->
          logger.info("PostgreSQL stopped in {} ms", o.took().toMillis());
      case Observation.DatabaseLost o ->
          logger.error("PostgreSQL ended with status {}; starting it again", o.exitStatus());
      case Observation.Migrated o ->
          logger.info("migrated {} in {} ms", o.migration(), o.took().toMillis());
      case Observation.StatementSent o -> logger.trace("{}", o.text());
      case Observation.KeysLoaded o -> logger.info("{} keys from {}", o.keys(), o.source());
      case Observation.KeysUnavailable o ->
          logger.warn("keys from {} unavailable: {}", o.source(), o.reason());
      case Observation.Notice o -> logger.info("{}", o.text());
    }
  }
}
