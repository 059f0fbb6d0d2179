package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.OnlineIndexes.Added;

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

    assertThat(indexes.remove("calls", NAME)).isTrue();
    assertThat(index()).isEmpty();
    assertThat(indexes.remove("calls", NAME)).isFalse();
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
    assertThat(indexes.remove("calls", NAME)).isTrue();
    assertThat(indexes.remove("calls", NAME)).isFalse();
  }
}
