package rollcall.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/// The configuration of the embedded server: durable, private, and sized for a machine that it
/// shares with Rollcall.
final class ServerConfiguration {
  /// Who may log in: who has the password, from this machine.
  static final String LOGINS =
      """
      local all all scram-sha-256
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private static final long MEBIBYTE = 1L << 20;

  private ServerConfiguration() {}

  /// The text of `postgresql.conf` for this machine.
  static String text(Path logs) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return text(logs, system.getTotalMemorySize() / MEBIBYTE);
  }

  // Messages leave out DETAIL (terse) and statements: both would put callers' data into the log.
  static String text(Path logs, long memoryMebibytes) {
    return """
        # Written anew at every start of Rollcall.
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        max_connections = 64
        password_encryption = 'scram-sha-256'

        fsync = on
        full_page_writes = on
        synchronous_commit = on
        wal_compression = pglz
        max_wal_size = 4GB
        checkpoint_timeout = 15min

        shared_buffers = %dMB
        effective_cache_size = %dMB
        random_page_cost = 1.1
        jit = off

        logging_collector = on
        log_directory = '%s'
        log_filename = '%s'
        log_rotation_size = 10MB
        log_timezone = 'UTC'
        log_error_verbosity = terse
        log_min_error_statement = panic
        log_parameter_max_length = 0
        log_checkpoints = off

        timezone = 'UTC'
        datestyle = 'iso'
        lc_messages = 'C'
        default_text_search_config = 'pg_catalog.simple'
        """
        .formatted(
            Math.clamp(memoryMebibytes / 4, 128, 1024),
            Math.max(256, memoryMebibytes / 2),
            logs.toString().replace("\\", "\\\\").replace("'", "''"),
            PostgresLog.NAMES);
  }
}
