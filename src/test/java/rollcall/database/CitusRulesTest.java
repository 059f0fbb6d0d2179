package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That schema and statements would also run on a Citus cluster, which no build can start.
final class CitusRulesTest {
  /// Every table of tenants and the column that says whose a row is.
  private static final String TENANT_TABLES =
      """
      with tenant_table as (
        select c.oid, c.relname, a.attnum as tenant, a.attnotnull, a.atttypid
          from pg_class c join pg_attribute a on a.attrelid = c.oid
            and a.attname = case c.relname when 'organisations' then 'id' else 'organisation_id' end
          where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace)
      """;

  private static TestDatabase test;

  @BeforeAll
  static void create() {
    test = TestDatabase.create();
  }

  @AfterAll
  static void drop() {
    test.close();
  }

  private static void none(String violators) throws SQLException {
    try (var owner = test.owner()) {
      assertThat(Sql.text(owner, TENANT_TABLES + violators)).isEmpty();
    }
  }

  @Test
  void knowsTheTenantTables() throws SQLException {
    try (var owner = test.owner()) {
      assertThat(
              Sql.text(
                  owner,
                  TENANT_TABLES
                      + "select string_agg(relname, ' ' order by relname) from tenant_table"
                      + " where relname !~ '_[0-9]+$'"))
          .hasValue(
              "call_count_changes call_counts call_periods calls conversations idempotency_keys"
                  + " inbox number_parts organisations");
    }
  }

  @Test
  void tenantIsANonNullUuidEverywhere() throws SQLException {
    none("select relname from tenant_table where not attnotnull or atttypid <> 'uuid'::regtype");
  }

  @Test
  void everyUniqueIndexHoldsTheTenant() throws SQLException {
    none(
        """
        select i.indexrelid::regclass from tenant_table t join pg_index i on i.indrelid = t.oid
          where i.indisunique and not t.tenant = any(i.indkey)
        """);
  }

  @Test
  void everyTableHasAPrimaryKey() throws SQLException {
    none(
        """
        select t.relname from tenant_table t
          where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)
        """);
  }

  @Test
  void foreignKeysHoldTheTenantAndClearNothing() throws SQLException {
    none(
        """
        select c.conname from pg_constraint c
            join tenant_table t on t.oid = c.conrelid join tenant_table f on f.oid = c.confrelid
          where c.contype = 'f' and (c.confdeltype in ('n', 'd') or c.confupdtype in ('n', 'd')
            or not exists (select from unnest(c.conkey, c.confkey) k(own, other)
              where k.own = t.tenant and k.other = f.tenant))
        """);
  }

  @Test
  void noTableHasTriggersOrNumbersItsRows() throws SQLException {
    none(
        """
        select t.relname from tenant_table t
          where exists (select from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal)
            or exists (select from pg_attribute a left join pg_attrdef d
              on d.adrelid = a.attrelid and d.adnum = a.attnum
              where a.attrelid = t.oid and (a.attidentity <> ''
                or pg_get_expr(d.adbin, d.adrelid) like '%nextval(%'))
        """);
  }

  @Test
  void everyTextColumnIsOrderedByCodePoint() throws SQLException {
    none(
        """
        select t.relname from tenant_table t join pg_attribute a on a.attrelid = t.oid
          where a.attnum > 0 and not a.attisdropped and a.atttypid = 'text'::regtype
            and a.attcollation <> (select oid from pg_collation where collname = 'C')
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id from calls where organisation_id = ? and status = ? order by started_at, id",
        "select c.id from calls c where c.organisation_id = ? limit 50",
        "SELECT c.\"id\" FROM \"calls\" AS c WHERE c.\"organisation_id\" = ?",
        "select 1 from calls c left join conversations v on v.organisation_id = c.organisation_id"
            + " and v.id = c.conversation_id where c.organisation_id = ?",
        "select id from organisations where id = ?",
        "insert into calls (organisation_id, id) values (?, ?) on conflict (organisation_id, id)"
            + " do update set status = excluded.status",
        "insert into organisations (id, name) values (?, ?)",
        "update calls set status = ?, updated_at = ? where organisation_id = ? and id = ?",
        "select id from calls where organisation_id = ? and from_number = 'offset xmax now()'",
        "select id from calls where organisation_id = ? and started_at is null union all"
            + " select id from calls where organisation_id = ? and started_at is not null",
        "select 1",
      })
  void passesStatementsOfOneTenant(String sql) {
    assertThat(CitusRules.violations(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id from calls",
        "select id from calls where id = ?",
        "select c.id from calls c where c.other_organisation_id = ?",
        "select id from calls where organisation_id > ?",
        "select id from organisations where owner_id = ?",
        "select 1 from calls c join conversations v on v.id = c.conversation_id"
            + " where c.organisation_id = ?",
        "select 1 from calls c where c.organisation_id = ? and exists (select from conversations v"
            + " where v.id = c.conversation_id)",
        "select id from calls where organisation_id = ? union all select id from calls",
        "insert into calls (id) values (?)",
        "update calls set status = ? where id = ?",
        "delete from calls where id = ?",
        "update calls set updated_at = now() where organisation_id = ?",
        "update calls set updated_at = current_timestamp where organisation_id = ?",
        "insert into calls (organisation_id) values (?) on conflict (organisation_id) do update"
            + " set updated_at = clock_timestamp()",
        "insert into calls (organisation_id) values (?) returning (xmax = 0)",
        "select id from calls where organisation_id = ? offset 10",
        "select id from calls where organisation_id = ? order by ended_at desc NULLS LAST",
      })
  void findsStatementsThatWouldNotRunOrRunEverywhere(String sql) {
    assertThat(CitusRules.violations(sql)).isNotEmpty();
  }
}
