package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.observe.Observation;

final class MigrationsTest {
  private static final Migration FIRST = new Migration("0001-first", "create table first (a int)");
  private static final Migration SECOND =
      new Migration("0002-second", "alter table first add b int; create index on first (b)");

  private final List<Observation> seen = new CopyOnWriteArrayList<>();
  private DatabaseAddress address;

  @BeforeEach
  void create() {
    address = SharedPostgres.create("migrations");
  }

  @AfterEach
  void drop() {
    TestDatabase.drop(address);
  }

  private void migrate(Migration... migrations) {
    new Migrations(List.of(migrations)).migrate(address, seen::add);
  }

  private List<String> applied() {
    return seen.stream()
        .map(Observation.Migrated.class::cast)
        .map(Observation.Migrated::migration)
        .toList();
  }

  @Test
  void bringsEmptyDatabaseToTheProgramsForm() {
    var migrations = Migrations.bundled();
    assertThat(migrations.pending(address)).isNotEmpty().isSorted();
    migrations.migrate(address, seen::add);
    assertThat(migrations.pending(address)).isEmpty();
    try (var database = Database.open(address, DatabaseSettings.DEFAULT, _ -> {})) {
      assertThat(
              SchemaCheck.differences(
                  database,
                  List.of(
                      new SchemaCheck.Table("calls", List.of("id", "occurrence", "colour", "age")),
                      new SchemaCheck.Table("rollcall_migrations", List.of("name")),
                      new SchemaCheck.Table("tickets", List.of("id")))))
          .containsExactly(
              "The table calls has no column colour.",
              "The table calls has no column age.",
              "The database has no table rollcall_migrations.",
              "The database has no table tickets.");
    }
  }

  @Test
  void knowsEveryMigrationAmongTheResources() throws IOException {
    try (var files = Files.list(Path.of("src/main/resources/rollcall/migrations"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".sql", "")).sorted())
          .containsExactlyElementsOf(Migrations.bundled().pending(address));
    }
  }

  @Test
  void findsTheNumbersOfCallsThatWereThereBeforeTheirDirectory() throws SQLException {
    var migrations =
        Migrations.bundled().pending(address).stream().map(Migration::bundled).toList();
    new Migrations(migrations.subList(0, 7)).migrate(address, seen::add);
    try (var connection = SuperuserLogin.open(address)) {
      Sql.run(
          connection,
          """
          insert into organisations (id, name, plan, inserted_at, updated_at)
            values ('01900000-0000-7000-8000-000000000001', 'Old', 'business', now(), now());
          insert into calls (organisation_id, id, from_number, to_number, call_uuid, call_source,
              direction, status, inserted_at, updated_at)
            values ('01900000-0000-7000-8000-000000000001',
              '01900000-0000-7000-8000-000000000002', '+44 117-49', '12', 'a', 'pbx', 'inbound',
              'completed', now(), now())
          """);
      new Migrations(migrations).migrate(address, seen::add);
      assertThat(
              Sql.text(
                  connection,
                  "select string_agg(concat_ws(' ', before, part, number), ', '"
                      + " order by before, part) from number_parts"))
          .hasValue(
              "1 1749 +44 117-49, 4 411749 +44 117-49, 7 49 +44 117-49, ^ 12 12,"
                  + " ^ 4411749 +44 117-49");
    }
  }

  @Test
  void appliesOnlyWhatIsMissing() {
    migrate(FIRST);
    migrate(FIRST);
    migrate(FIRST, SECOND);
    assertThat(applied()).containsExactly("0001-first", "0002-second");
  }

  @Test
  void appliesOnceWhenManyStartTogether() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts =
          IntStream.range(0, 6)
              .mapToObj(_ -> threads.submit(() -> migrate(FIRST, SECOND)))
              .toList();
      for (var start : starts) {
        start.get();
      }
    }
    assertThat(applied()).containsExactly("0001-first", "0002-second");
  }

  @Test
  void keepsNothingOfMigrationThatFails() {
    var broken = new Migration("0001-first", FIRST.sql() + "; create table first (b int)");
    assertThatExceptionOfType(StatementFailed.class)
        .isThrownBy(() -> migrate(broken))
        .returns("42P07", StatementFailed::sqlState);
    migrate(FIRST);
    assertThat(applied()).containsExactly("0001-first");
  }

  @Test
  void refusesMigrationThatWasChangedAfterItWasApplied() {
    migrate(FIRST);
    var changed = new Migration(FIRST.name(), FIRST.sql() + " ");
    assertThatExceptionOfType(MigrationRefused.class)
        .isThrownBy(() -> migrate(changed, SECOND))
        .withMessageContaining("0001-first was applied")
        .withMessageContaining("another text");
    assertThat(applied()).containsExactly("0001-first");
  }

  @Test
  void refusesDatabaseThatIsNewerThanTheProgram() {
    migrate(FIRST, SECOND);
    assertThatExceptionOfType(MigrationRefused.class)
        .isThrownBy(() -> migrate(FIRST))
        .withMessageContaining("newer program (0002-second)");
    assertThatExceptionOfType(MigrationRefused.class)
        .isThrownBy(() -> new Migrations(List.of(FIRST)).pending(address));
  }

  @Test
  void saysWhatToGrantToUserWhoMayNotMakeRoles() throws SQLException {
    migrate(FIRST);
    try (var owner = Connections.owner(address)) {
      Sql.run(owner, "create role \"Poor\" login password 'secret'");
      Sql.run(owner, "grant all on database " + address.database() + " to \"Poor\"");
      Sql.run(owner, "grant all on schema public to \"Poor\"");
      Sql.run(owner, "alter table first owner to \"Poor\"");
      Sql.run(owner, "alter table rollcall_migrations owner to \"Poor\"");
    }
    var poor =
        new DatabaseAddress(
            address.host(), address.port(), address.database(), "Poor", "secret", "");
    var migrations = new Migrations(List.of(FIRST, SECOND));
    assertThatExceptionOfType(MigrationRefused.class)
        .isThrownBy(() -> migrations.migrate(poor, seen::add))
        .withMessageEndingWith(
            "CREATE ROLE rollcall_service NOLOGIN; GRANT rollcall_service TO \"Poor\";");
    try (var owner = Connections.owner(address)) {
      Sql.run(owner, "grant rollcall_service to \"Poor\"");
    }
    migrations.migrate(poor, seen::add);
    assertThat(applied()).containsExactly("0001-first", "0002-second");
    try (var owner = Connections.owner(address)) {
      Sql.run(owner, "drop owned by \"Poor\"; drop role \"Poor\"");
    }
  }
}
