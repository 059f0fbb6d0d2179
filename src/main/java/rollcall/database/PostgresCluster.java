package rollcall.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// The databases in a [DataFolder], ready for a server: made when missing, configured, and left by
/// every other server.
record PostgresCluster(DataFolder folder, PostgresCommand command) {
  /// The superuser, the owner of all.
  static final String SUPERUSER = "postgres";

  /// The version of the databases that the binaries make.
  static final String MAJOR = "18";

  private static final int PASSWORD_BYTES = 24;

  /// Only the holder of the folder's lock may call this.
  static PostgresCluster prepare(DataFolder folder) throws InterruptedException {
    var runtime = PostgresRuntime.unpack(folder.runtimes());
    var command = PostgresCommand.of(runtime);
    var cluster = new PostgresCluster(folder, command);
    try {
      cluster.refuseOtherMajor();
      StrayPostgres.remove(folder, command);
      runtime.deleteOthers();
      cluster.initialise();
      cluster.configure();
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot set up PostgreSQL in " + folder, e);
    }
    return cluster;
  }

  private Path versionFile() {
    return folder.cluster().resolve("PG_VERSION");
  }

  private void refuseOtherMajor() throws IOException {
    if (!Files.exists(versionFile())) {
      return;
    }
    var there = Files.readString(versionFile()).strip();
    if (!there.equals(MAJOR)) {
      throw new EmbeddedPostgresFailed(
          "The databases in %s are of PostgreSQL %s, but this Rollcall carries PostgreSQL %s."
                  .formatted(folder.cluster(), there, MAJOR)
              + " Use the Rollcall that made them to export the data, and import into a new folder.");
    }
  }

  /// Makes the cluster under another name first: one that has its name is complete.
  private void initialise() throws IOException, InterruptedException {
    if (Files.exists(versionFile())) {
      return;
    }
    command.requireUsable(folder);
    var unfinished = folder.path().resolve(".postgres.new");
    PrivateFiles.deleteAll(unfinished);
    PrivateFiles.write(folder.passwordFile(), newPassword());
    command.run(
        "initdb",
        "--pgdata=" + unfinished,
        "--username=" + SUPERUSER,
        "--pwfile=" + folder.passwordFile(),
        "--auth=scram-sha-256",
        // Rounds make a password that people choose dear to guess. This one is random: they would
        // only make each login dear, and most of all the first ones of a JVM that just began.
        "--set=scram_iterations=1",
        "--encoding=UTF8",
        "--locale-provider=libc",
        "--locale=C",
        "--data-checksums",
        "--no-instructions");
    PrivateFiles.moveInPlace(unfinished, folder.cluster());
  }

  private static String newPassword() {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void configure() throws IOException {
    var configuration = ServerConfiguration.text(folder.logs());
    PrivateFiles.write(folder.cluster().resolve("postgresql.conf"), configuration);
    PrivateFiles.write(folder.cluster().resolve("pg_hba.conf"), ServerConfiguration.LOGINS);
  }

  PostgresLog log() {
    return new PostgresLog(folder.logs());
  }

  /// The address of one of the databases of `folder`, for the superuser, on a server at `port`.
  static DatabaseAddress address(DataFolder folder, int port, String database) {
    try {
      var password = Files.readString(folder.passwordFile(), StandardCharsets.US_ASCII).strip();
      return new DatabaseAddress("127.0.0.1", port, database, SUPERUSER, password, "");
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot read the password of PostgreSQL", e);
    }
  }
}
