package rollcall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.database.TestDatabase;
import rollcall.ingest.SourceName;

/// What real switches left behind, and the calls that it must become.
final class SwitchReplayTest {
  private static final Path FREESWITCH = Path.of("src/test/resources/rollcall/freeswitch");
  private static final Path ASTERISK = Path.of("src/test/resources/rollcall/asterisk");

  private static TestDatabase database;
  private final SwitchImports imports = new SwitchImports(database);

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void tellsEveryFreeSwitchCallOnce() throws Exception {
    var tally = imports.run(FREESWITCH.resolve("captured"));

    assertThat(imports.refusals).isEmpty();
    assertThat(imports.rows()).isEqualTo(expected(FREESWITCH.resolve("captured.expected")));
    assertThat(tally).isEqualTo(new Tally(25, 13, 0, 0, 0, 12));
  }

  @Test
  void readsWhatTheSwitchSpooledInEveryForm() throws Exception {
    imports.run(FREESWITCH.resolve("spool"));

    assertThat(imports.refusals).isEmpty();
    assertThat(imports.rows()).isEqualTo(expected(FREESWITCH.resolve("spool.expected")));
  }

  @Test
  void tellsEveryAsteriskCallOnce() throws Exception {
    var tally = imports.run(ASTERISK.resolve("Master.csv"));

    assertThat(imports.refusals).isEmpty();
    assertThat(imports.rows()).isEqualTo(expected(ASTERISK.resolve("Master.expected")));
    assertThat(tally).isEqualTo(new Tally(18, 12, 0, 0, 0, 6));
  }

  @Test
  void changesNothingWhenItIsRepeated() {
    imports.run(FREESWITCH, ASTERISK.resolve("Master.csv"));
    var rows = imports.rows();
    var versions = imports.values("updated_at");
    var again = imports.run(FREESWITCH.resolve("captured"), ASTERISK.resolve("Master.csv"));

    assertThat(again).isEqualTo(new Tally(43, 0, 0, 25, 0, 18));
    assertThat(imports.rows()).isEqualTo(rows);
    assertThat(imports.values("updated_at")).isEqualTo(versions);
  }

  @Test
  void comesToTheSameInAnyOrderAndDoubled() throws Exception {
    var files = new ArrayList<>(ImportFiles.of(List.of(FREESWITCH.resolve("captured"))));
    files.addAll(List.copyOf(files));
    Collections.shuffle(files, new Random(7));

    imports.run(files.toArray(Path[]::new));

    assertThat(imports.rows()).isEqualTo(expected(FREESWITCH.resolve("captured.expected")));
  }

  @Test
  void namesTheSourceAsItIsTold() {
    imports.runAs(new SourceName("office-2"), ASTERISK.resolve("Master.csv"));
    imports.run(ASTERISK.resolve("Master.csv"));

    assertThat(imports.values("call_source")).hasSize(24).containsOnly("office-2", "asterisk");
  }

  private static List<String> expected(Path table) throws Exception {
    return Files.readAllLines(table).stream().filter(line -> !line.startsWith("#")).toList();
  }
}
