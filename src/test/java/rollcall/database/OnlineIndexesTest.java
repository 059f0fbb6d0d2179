package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.OnlineIndexes.Added;
import rollcall.database.OnlineIndexes.Removed;

class OnlineIndexesTest {
  private static final String NAME = "calls_by_status";
  private static final List<String> COLUMNS = List.of("organisation_id", "status", "id");

  private TestDatabase database;
  private OnlineIndexes indexes;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    indexes = database.database().indexes();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private Optional<OnlineIndexes.Index> index() {
    return indexes.of("calls").stream().filter(index -> index.name().equals(NAME)).findFirst();
  }

  private void run(String sql) {
    database.database().administerAtLength(owner -> owner.update(new SqlStatement(sql, List.of())));
  }

  @Test
  void makesOneIndexOfAllPartitionsAndRemovesIt() {
    var heard = new ArrayList<Integer>();
    assertThat(indexes.add("calls", NAME, COLUMNS, heard::add)).isEqualTo(Added.MADE);
    assertThat(heard).isSorted().hasSize(32).endsWith(100);
    assertThat(index().orElseThrow().whole()).isTrue();
    assertThat(index().orElseThrow().definition()).isEqualTo("btree (organisation_id, status, id)");
    assertThat(indexes.add("calls", NAME, COLUMNS, _ -> {})).isEqualTo(Added.THERE);

    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.GONE);
    assertThat(index()).isEmpty();
    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.NONE);
  }

  @Test
  void finishesWhatACutLeftBehind() {
    run("create index calls_00_by_status on calls_00 (organisation_id, status, id)");
    run("create index calls_by_status on only calls (organisation_id, status, id)");
    assertThat(index().orElseThrow().whole()).isFalse();
    assertThat(indexes.add("calls", NAME, COLUMNS, _ -> {})).isEqualTo(Added.MADE);
    assertThat(index().orElseThrow().whole()).isTrue();
  }

  @Test
  void removesWhatACutLeftBehind() {
    run("create index calls_07_by_status on calls_07 (organisation_id, status, id)");
    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.GONE);
    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.NONE);
  }

  @Test
  void letsOneAtATimeAddOrRemove() throws SQLException {
    assertThat(indexes.add("calls", NAME, COLUMNS, _ -> {})).isEqualTo(Added.MADE);
    try (var other = database.owner()) {
      Sql.run(other, "select pg_advisory_lock(" + OnlineIndexes.LOCK + ")");
      assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.BUSY);
      assertThat(indexes.add("calls", "calls_by_direction", COLUMNS, _ -> {}))
          .isEqualTo(Added.BUSY);
    }
    assertThat(index().orElseThrow().whole()).isTrue();
  }

  @Test
  void takesPartitionsOfAnyNameInAnySchema() {
    run("create schema \"Else Where\"");
    run("alter table calls_00 set schema \"Else Where\"");
    run("alter table calls_01 rename to \"Calls \"\"one\"\" it's\"");
    assertThat(indexes.add("calls", NAME, COLUMNS, _ -> {})).isEqualTo(Added.MADE);
    assertThat(index().orElseThrow().whole()).isTrue();
    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.GONE);

    run("create index calls_00_by_status on \"Else Where\".calls_00 (status)");
    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.GONE);
    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.NONE);
  }

  @Test
  void tellsIndexesOfPartitionsApartWhoseNamesHaveNoRoomForMore() {
    // Of 63 and 62 bytes, which begin alike, and are cut between the two bytes of a letter.
    run("alter table calls_00 rename to \"ücalls_of_" + "ö".repeat(26) + "\"");
    run("alter table calls_01 rename to \"ücalls_of_" + "ö".repeat(25) + "x\"");
    var byAnswer = "calls_by_reported_answered_at_newest_first";
    var columns = List.of("organisation_id", "reported_answered_at", "started_at", "id");

    assertThat(indexes.add("calls", NAME, COLUMNS, _ -> {})).isEqualTo(Added.MADE);
    assertThat(indexes.add("calls", byAnswer, columns, _ -> {})).isEqualTo(Added.MADE);
    assertThat(indexes.remove("calls", byAnswer)).isEqualTo(Removed.GONE);
    assertThat(indexes.remove("calls", byAnswer)).isEqualTo(Removed.NONE);

    assertThat(index().orElseThrow().whole()).isTrue();
    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.GONE);
    assertThat(indexes.remove("calls", NAME)).isEqualTo(Removed.NONE);
  }

  @Test
  void leavesNothingOfAnIndexThatAValueIsTooLongFor() {
    // Of letters that do not compress.
    var user = "(select string_agg(md5(n::text), '') from generate_series(1, 200) n)";
    var organisation = database.createOrganisation().organisationId();
    database
        .database()
        .administer(session -> session.update(TestRows.call(organisation, new UUID(7, 7))));
    run("update calls set sip_username = " + user);

    var columns = List.of("organisation_id", "sip_username", "id");
    assertThat(indexes.add("calls", "calls_by_sip_username", columns, _ -> {}))
        .isEqualTo(Added.TOO_LONG);
    assertThat(indexes.remove("calls", "calls_by_sip_username")).isEqualTo(Removed.NONE);
  }
}
