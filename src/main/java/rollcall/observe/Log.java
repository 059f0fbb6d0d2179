package rollcall.observe;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes observations as log lines, one each. Thread-safe.
public final class Log implements Observer {
  private static final Logger LOGGER = LoggerFactory.getLogger("rollcall");

  /// A log over the process-wide logger `rollcall`.
  public Log() {}

  @Override
  public void observe(Observation observation) {
    switch (observation) {
      case Observation.Answered o ->
          LOGGER.debug(
              "{} {} {} {} bytes {} µs [{}]",
              o.status(),
              o.method(),
              o.target(),
              o.bytes(),
              o.took().toNanos() / 1_000,
              o.requestId());
      case Observation.Failed o ->
          LOGGER.error("failed {} {} [{}]", o.method(), o.target(), o.requestId(), o.cause());
      case Observation.Abandoned o ->
          LOGGER.info(
              "client left {} {} after {} ms [{}]",
              o.method(),
              o.target(),
              o.after().toMillis(),
              o.requestId());
      case Observation.DatabaseStarted o ->
          LOGGER.info(
              "PostgreSQL {} started on port {} in {} ms",
              o.version(),
              o.port(),
              o.took().toMillis());
      case Observation.DatabaseStopped o ->
          LOGGER.info("PostgreSQL stopped in {} ms", o.took().toMillis());
      case Observation.DatabaseLost o ->
          LOGGER.error("PostgreSQL ended with status {}; starting it again", o.exitStatus());
      case Observation.Migrated o ->
          LOGGER.info("migrated {} in {} ms", o.migration(), o.took().toMillis());
      case Observation.StatementSent o -> LOGGER.trace("{}", o.text());
      case Observation.KeysLoaded o -> LOGGER.info("{} keys from {}", o.keys(), o.source());
      case Observation.KeysUnavailable o ->
          LOGGER.warn("keys from {} unavailable: {}", o.source(), o.reason());
      case Observation.Notice o -> LOGGER.info("{}", o.text());
    }
  }
}
