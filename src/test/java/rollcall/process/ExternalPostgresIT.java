package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rollcall on a PostgreSQL of the operator's own, with logins that are no superusers.
final class ExternalPostgresIT {
  @TempDir static Path folder;
  private static Optional<SystemPostgres> postgres = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    var programs = SystemPostgres.programs();
    if (programs.isEmpty() && Boolean.getBoolean("rollcall.required")) {
      throw new AssertionError("no PostgreSQL under /usr/lib/postgresql");
    }
    assumeTrue(programs.isPresent(), "no PostgreSQL under /usr/lib/postgresql: nothing tested");
    var cluster = Files.createDirectory(folder.resolve("postgres"));
    postgres = Optional.of(SystemPostgres.start(programs.orElseThrow(), cluster));
  }

  @AfterAll
  static void stop() {
    postgres.ifPresent(SystemPostgres::close);
  }

  @Test
  void answersEveryRecordedRequestOnIt() throws Exception {
    var login = Map.of("ROLLCALL_DATABASE_URL", postgres.orElseThrow().login("app", "createrole"));
    var data = folder.resolve("data");

    var imported =
        PackedProgram.run(login, "import", ContractRun.DATASET, "--data", data.toString());
    assertThat(imported.code()).as(imported.err()).isZero();

    var arguments = List.of("serve", "--port", "0", "--data", data.toString());
    try (var server = ServerProcess.start(List.of(), login, data, arguments)) {
      var ran = ContractRun.against(server);
      assertThat(ran.out())
          .endsWith(ContractRun.VECTORS + " of " + ContractRun.VECTORS + " right\n");
      assertThat(
              postgres
                  .orElseThrow()
                  .ask(
                      "app",
                      "select string_agg(distinct usename, ' ') from pg_stat_activity"
                          + " where application_name = 'rollcall'"))
          .isEqualTo("app");
    }
    // Nothing of an embedded one.
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("jwt.secret"));
    }
  }

  @Test
  void saysWhatALoginLacks() throws Exception {
    var login = Map.of("ROLLCALL_DATABASE_URL", postgres.orElseThrow().login("modest", ""));
    var data = folder.resolve("unused").toString();

    var ran = PackedProgram.run(login, "organisation", "list", "--data", data);

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("The database user modest may not make or act as the role rollcall_service.")
        .contains("GRANT rollcall_service TO modest;")
        .hasLineCount(1);
  }

  @Test
  void saysThatItIsNotThere() throws Exception {
    var nowhere = Map.of("ROLLCALL_DATABASE_URL", "postgresql://app:hidden-word@127.0.0.1:1/app");
    var data = folder.resolve("unused").toString();

    var ran = PackedProgram.run(nowhere, "serve", "--port", "0", "--data", data);

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("127.0.0.1:1/app").doesNotContain("hidden-word");
  }
}
