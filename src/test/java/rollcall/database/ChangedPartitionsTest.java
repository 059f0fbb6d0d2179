package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Operators change partitions while a server runs that knows them by name.
final class ChangedPartitionsTest {
  private TestDatabase test;
  private Tenant tenant;

  @BeforeEach
  void create() {
    test = TestDatabase.create();
    tenant = test.createOrganisation();
    addCall();
  }

  @AfterEach
  void drop() {
    test.close();
  }

  private void addCall() {
    test.database()
        .write(
            tenant,
            session -> session.update(TestRows.call(tenant.organisationId(), UUID.randomUUID())));
  }

  /// By which name the calls are read, and how many there are.
  private record Sight(String table, long calls) {}

  private Sight look() {
    var table = new String[1];
    var calls =
        test.database()
            .readOnce(
                tenant,
                new Cancellation(),
                Plans.KEPT_BY_KEY,
                tables -> {
                  table[0] = tables.name("calls");
                  return new SqlStatement("select count(*) from " + table[0], List.of());
                },
                rows -> rows.next() ? rows.integer(0) : -1);
    return new Sight(table[0], calls);
  }

  private void asOwner(String statements) {
    for (var statement : statements.split(";")) {
      test.database().administer(session -> session.update(new SqlStatement(statement, List.of())));
    }
  }

  private static String bounds(String partition) {
    return "for values with (modulus 32, remainder " + partition.substring(6) + ")";
  }

  @Test
  void readsThePartitionByItsName() {
    assertThat(look().table()).matches("calls_\\d\\d");
    assertThat(look().calls()).isOne();
    addCall();
    assertThat(look().calls()).isEqualTo(2);
  }

  @Test
  void seesWhatTookThePlaceOfADetachedPartition() {
    var before = look().table();
    asOwner(
        "alter table calls detach partition %s;create table moved partition of calls %s"
            .formatted(before, bounds(before)));
    assertThat(look()).isEqualTo(new Sight("calls", 0));
    addCall();
    assertThat(look()).isEqualTo(new Sight("calls", 1));
  }

  @Test
  void readsAPartitionOnlyBehindTheRowSecurityOfItsTable() {
    var before = look().table();
    asOwner(
        "alter table calls detach partition %1$s;create table moved partition of calls %2$s;"
                .formatted(before, bounds(before))
            + "grant select on moved to rollcall_service");
    addCall();
    assertThat(look()).isEqualTo(new Sight("calls", 1));
    assertThat(look()).isEqualTo(new Sight("calls", 1));
    asOwner(
        "alter table moved enable row level security;alter table moved force row level security");
    try (var restarted =
        Database.open(test.address(), DatabaseSettings.DEFAULT.withPoolSize(2), _ -> {})) {
      assertThat(nameIn(restarted)).isEqualTo("calls");
      asOwner(
          "create policy tenant on moved using (organisation_id ="
              + " nullif(current_setting('rollcall.organisation_id', true), '')::uuid)");
    }
    try (var restarted =
        Database.open(test.address(), DatabaseSettings.DEFAULT.withPoolSize(2), _ -> {})) {
      assertThat(nameIn(restarted)).isEqualTo("moved");
    }
  }

  private String nameIn(Database database) {
    return database.readOnce(
        tenant,
        new Cancellation(),
        Plans.ANEW,
        tables -> new SqlStatement("select '" + tables.name("calls") + "'", List.of()),
        rows -> rows.next() ? rows.text(0) : "");
  }

  @Test
  void seesAPartitionThatIsAttachedAgainByOtherBounds() {
    var before = look().table();
    var other = before.equals("calls_00") ? "calls_01" : "calls_00";
    asOwner(
        "alter table calls detach partition %1$s;alter table calls detach partition %2$s;"
                .formatted(before, other)
            + "alter table %1$s rename to spare;alter table %2$s rename to %1$s;"
                .formatted(before, other)
            + "alter table calls attach partition %1$s %2$s".formatted(before, bounds(before)));
    assertThat(look()).isEqualTo(new Sight("calls", 0));
    assertThat(look()).isEqualTo(new Sight(before, 0));
  }

  @Test
  void readsTheTableWhenAPartitionWasRenamedOrClosed() {
    var before = look().table();
    asOwner("alter table " + before + " rename to renamed");
    assertThat(look()).isEqualTo(new Sight("calls", 1));
    assertThat(look()).isEqualTo(new Sight("renamed", 1));
    asOwner("revoke select on renamed from rollcall_service");
    assertThat(look()).isEqualTo(new Sight("calls", 1));
    assertThat(look()).isEqualTo(new Sight("calls", 1));
  }
}
