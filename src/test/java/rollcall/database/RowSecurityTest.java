package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The second wall: what PostgreSQL itself shows and takes when a statement names no tenant at all.
final class RowSecurityTest {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static TestDatabase test;
  private static Database database;
  private static Tenant ours;
  private static Tenant theirs;

  @BeforeAll
  static void create() {
    test = TestDatabase.create();
    database = test.database();
    ours = test.createOrganisation();
    theirs = test.createOrganisation();
    for (var tenant : List.of(ours, theirs)) {
      database.write(
          tenant,
          session -> session.update(TestRows.call(tenant.organisationId(), UUID.randomUUID())));
    }
  }

  @AfterAll
  static void drop() {
    test.close();
  }

  private static List<UUID> seen(Session session, String sql) {
    var seen = new ArrayList<UUID>();
    var rows = session.query(new SqlStatement(sql, List.of()));
    while (rows.next()) {
      seen.add(rows.uuid(0));
    }
    return seen;
  }

  private static List<UUID> seenBy(Tenant tenant, String sql) {
    return database.read(tenant, new Cancellation(), session -> seen(session, sql));
  }

  @Test
  void statementWithoutTenantSeesItsOwnRowsAlone() {
    assertThat(seenBy(ours, "select organisation_id from calls"))
        .containsExactly(ours.organisationId());
    assertThat(seenBy(theirs, "select organisation_id from calls"))
        .containsExactly(theirs.organisationId());
    assertThat(seenBy(ours, "select id from organisations")).containsExactly(ours.organisationId());
  }

  @Test
  void partitionNamedDirectlyShowsOwnRowsAlone() {
    for (var tenant : List.of(ours, theirs)) {
      var shown = new ArrayList<UUID>();
      for (var number = 0; number < 32; number++) {
        shown.addAll(seenBy(tenant, "select organisation_id from calls_%02d".formatted(number)));
      }
      assertThat(shown).containsExactly(tenant.organisationId());
    }
  }

  @Test
  void tenantDoesNotOutliveItsTransaction() throws SQLException {
    try (var owner = test.owner()) {
      Sql.run(owner, "set role rollcall_service");
      assertThat(Sql.text(owner, "select id from calls")).isEmpty();
      owner.setAutoCommit(false);
      var set = "select set_config('rollcall.organisation_id', '%s', true)";
      assertThat(Sql.text(owner, set.formatted(ours.organisationId()))).isPresent();
      assertThat(Sql.text(owner, "select id from calls")).isPresent();
      owner.commit();
      assertThat(Sql.text(owner, "select id from calls")).isEmpty();
      assertThat(Sql.text(owner, "select id from organisations")).isEmpty();
    }
  }

  @Test
  void ownerSeesEveryOrganisation() {
    assertThat(
            database.<List<UUID>>administer(
                session -> seen(session, "select id from organisations")))
        .contains(ours.organisationId(), theirs.organisationId());
  }

  @Test
  void refusesRowsOfAnotherTenant() {
    refused(ours, TestRows.call(theirs.organisationId(), UUID.randomUUID()));
    refused(ours, TestRows.organisation(UUID.randomUUID()));
    refused(ours, new SqlStatement("update organisations set id = ?", List.of(UUID.randomUUID())));
  }

  @Test
  void changesNoRowOfAnotherTenant() {
    var rename = new SqlStatement("update calls set sip_username = 'x'", List.of());
    assertThat(database.<Long>write(ours, session -> session.update(rename))).isOne();
    assertThat(seenBy(theirs, "select id from calls where sip_username = 'x'")).isEmpty();
  }

  @Test
  void removesNoRowOfAnotherTenant() {
    var one = UUID.randomUUID();
    database.write(ours, session -> session.update(TestRows.call(ours.organisationId(), one)));
    var delete = new SqlStatement("delete from calls where id <> ?", List.of(one));
    database.<Long>write(
        theirs,
        session -> session.update(TestRows.call(theirs.organisationId(), UUID.randomUUID())));
    var before = seenBy(theirs, "select id from calls");
    assertThat(database.<Long>write(ours, session -> session.update(delete))).isPositive();
    assertThat(seenBy(ours, "select id from calls")).containsExactly(one);
    assertThat(seenBy(theirs, "select id from calls")).isEqualTo(before);
  }

  @Test
  void refusesWritesToPartitionsDeletesAndTheRecordOfMigrations() {
    refused(ours, new SqlStatement("update calls_00 set sip_username = 'x'", List.of()));
    refused(ours, new SqlStatement("insert into calls_00 default values", List.of()));
    refused(ours, new SqlStatement("delete from calls_00", List.of()));
    refused(ours, new SqlStatement("delete from conversations", List.of()));
    refused(ours, new SqlStatement("delete from call_counts", List.of()));
    refused(ours, new SqlStatement("truncate calls", List.of()));
    refused(ours, new SqlStatement("select * from rollcall_migrations", List.of()));
  }

  private static void refused(Tenant tenant, SqlStatement statement) {
    assertThatExceptionOfType(StatementFailed.class)
        .isThrownBy(() -> database.write(tenant, session -> session.update(statement)))
        .returns(INSUFFICIENT_PRIVILEGE, StatementFailed::sqlState);
  }

  @Test
  void everyTenantTableAndPartitionForcesRowSecurity() throws SQLException {
    var unprotected =
        """
        select string_agg(c.relname, ', ') from pg_class c
          where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
            and (c.relname = 'organisations' or exists (select from pg_attribute a
              where a.attrelid = c.oid and a.attname = 'organisation_id'))
            and not (c.relrowsecurity and c.relforcerowsecurity
              and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant'
                and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null))
        """;
    try (var owner = test.owner()) {
      assertThat(Sql.text(owner, "select count(*) from pg_policy where polname = 'tenant'"))
          .hasValue("105");
      assertThat(Sql.text(owner, unprotected)).isEmpty();
    }
  }

  @Test
  void noOtherPolicyReachesTheServiceRole() throws SQLException {
    var reaching =
        """
        select string_agg(p.polname, ', ') from pg_policy p, unnest(p.polroles) r
          where p.polname <> 'tenant'
            and (r = 0 or pg_has_role('rollcall_service', r, 'member'))
        """;
    try (var owner = test.owner()) {
      assertThat(Sql.text(owner, reaching)).isEmpty();
    }
  }

  @Test
  void serviceRoleIsNeitherOwnerNorAboveRowSecurity() throws SQLException {
    var above =
        """
        select 1 from pg_roles r where r.rolname = 'rollcall_service'
          and (r.rolsuper or r.rolbypassrls or r.rolcanlogin
            or exists (select from pg_class c where c.relowner = r.oid)
            or exists (select from pg_auth_members m where m.member = r.oid))
        """;
    try (var owner = test.owner()) {
      assertThat(Sql.text(owner, above)).isEmpty();
    }
  }
}
