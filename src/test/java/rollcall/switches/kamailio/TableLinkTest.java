package rollcall.switches.kamailio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollcall.switches.RecordingHost.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.DatabaseAddress;
import rollcall.database.ForeignDatabase;
import rollcall.database.SqlStatement;
import rollcall.database.StatementTimeout;
import rollcall.database.TestDatabase;
import rollcall.inbox.InboxKind;
import rollcall.ingest.SourceName;
import rollcall.sources.SourcePositions;
import rollcall.switches.FakeSwitch;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

/// Tables of module acc in a real PostgreSQL, which here is our own as well.
final class TableLinkTest {
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  private final RecordingHost host = new RecordingHost();
  private TestDatabase database;
  private SourcePositions positions;

  @BeforeEach
  void create() {
    database = TestDatabase.create();
    positions = new SourcePositions(database.database(), new SourceName("sip"));
    run(
        "create table acc (id serial primary key, method varchar(16), from_tag varchar(64),"
            + " callid varchar(255), sip_code varchar(3), time timestamp, src_user varchar(64),"
            + " dst_user varchar(64), time_attr integer, time_exten integer)");
    run(
        "create table cdrs (id bigserial primary key, start_time timestamp, end_time timestamp,"
            + " duration numeric, callid text, caller text, callee text)");
    run("create table acc_cdrs (id serial, start_time timestamp, end_time timestamp)");
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private long run(String sql) {
    return database
        .database()
        .administer(session -> session.update(new SqlStatement(sql, List.of())));
  }

  private void acc(int from, int to) {
    run(
        "insert into acc (id, method, from_tag, callid, sip_code, time, time_attr, time_exten)"
            + " select n, 'BYE', 'f', 'c' || n, '200', now(), 1795424652, n from generate_series("
            + from
            + ", "
            + to
            + ") n");
  }

  private TableLink link() {
    return new TableLink(database.address(), positions, SETTINGS);
  }

  private List<String> calls() {
    return host.bodies(InboxKind.KAMAILIO).stream()
        .map(body -> body.replaceAll(".*\"callid\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private long position(String table) {
    try {
      return positions.of(database.address() + "/" + table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsAllRowsInBatchesAndThenThoseThatCome() throws Exception {
    acc(1, AccountTable.BATCH * 2 + 3);
    run("insert into cdrs (start_time, end_time, callid) values (now(), now(), 'd')");
    try (var _ = RunningLink.start(link(), host)) {
      await(() -> calls().size() == AccountTable.BATCH * 2 + 4);
      assertThat(calls()).doesNotHaveDuplicates().contains("c1", "c1003", "d");

      acc(2_000, 2_000);
      await(() -> position("acc") == 2_000 && position("cdrs") == 1);
    }
    assertThat(calls()).doesNotHaveDuplicates().contains("c2000");
    assertThat(host.connections()).containsExactly("a PostgreSQL with acc, cdrs");
    assertThat(host.bodies(InboxKind.KAMAILIO)).anyMatch(it -> it.contains("1795424652.000001"));
  }

  @Test
  void noticesThatTheIdsBeganAnewWhileItIsConnected() throws Exception {
    var attentive =
        new LinkSettings(
            SETTINGS.answerWithin(),
            SETTINGS.silence(),
            Duration.ofMillis(100),
            SETTINGS.missingFor());
    acc(2_000, 2_000);
    try (var _ = RunningLink.start(new TableLink(database.address(), positions, attentive), host)) {
      await(() -> position("acc") == 2_000);
      run("delete from acc");
      acc(1, 1);
      await(() -> calls().contains("c1"));
    }
    assertThat(calls()).containsExactly("c2000", "c1");
    assertThat(host.notices()).singleElement().asString().contains("table acc began anew");
  }

  @Test
  void readsRowsThatBecomeVisibleLateWithoutReadingOthersAgain() throws Exception {
    acc(10, 12);
    try (var _ = RunningLink.start(link(), host)) {
      await(() -> calls().size() == 3);
      acc(5, 5);
      await(() -> calls().size() == 4);
      acc(13, 13);
      await(() -> position("acc") == 13);
    }
    assertThat(calls()).containsExactly("c10", "c11", "c12", "c5", "c13");
  }

  @Test
  void goesOnWhereItWasAndReadsTheLastRowsOnceMore() throws Exception {
    acc(1, 3_000);
    positions.move(database.address() + "/acc", 2_500);
    try (var _ = RunningLink.start(link(), host)) {
      await(() -> calls().contains("c3000"));
    }
    assertThat(calls()).hasSize(1_500).first().isEqualTo("c1501");
  }

  @Test
  void beginsAnewWhenTheIdsDo() throws Exception {
    acc(1, 2);
    positions.move(database.address() + "/acc", 5_000);
    try (var _ = RunningLink.start(link(), host)) {
      await(() -> position("acc") == 2);
    }
    assertThat(calls()).containsExactly("c1", "c2");
    assertThat(host.notices()).singleElement().asString().contains("began anew");
  }

  @Test
  void endsWithASentenceWhenTheTablesAreGone() throws Exception {
    try (var running = RunningLink.start(link(), host)) {
      await(() -> !host.connections().isEmpty());
      run("drop table acc");
      assertThat(running.end())
          .hasValueSatisfying(why -> assertThat(why).startsWith("It cannot be read: "));
    }
  }

  @Test
  void endsSoonWhenItIsInterrupted() throws Exception {
    var running = RunningLink.start(link(), host);
    await(() -> !host.connections().isEmpty());
    running.close();
    assertThat(running.end()).contains("interrupted");
  }

  @Test
  void canBeProbed() throws Exception {
    assertThat(link().probe())
        .containsExactly(
            "The table acc can be read.",
            "The table cdrs can be read; its times, in whole seconds, are taken for UTC.");
    run("drop table acc, cdrs");
    assertThatThrownBy(() -> link().probe())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "It has none of the tables acc, missed_calls, acc_cdrs, cdrs with an id and a callid.");
  }

  @Test
  void saysThatItCannotConnect() {
    var nobody = FakeSwitch.nobody();
    var address = new DatabaseAddress(nobody.host(), nobody.port(), "d", "u", "s3cret", "");
    assertThatThrownBy(() -> new TableLink(address, positions, SETTINGS).probe())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("It cannot be read: ")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void cannotWrite() {
    try (var foreign = ForeignDatabase.connect(database.address(), Duration.ofSeconds(1))) {
      assertThatThrownBy(
              () ->
                  foreign.read(
                      session -> session.update(new SqlStatement("delete from acc", List.of()))))
          .hasMessageContaining("read-only");
      assertThatThrownBy(
              () ->
                  foreign.read(
                      session ->
                          session.query(new SqlStatement("select pg_sleep(3)", List.of())).next()))
          .isInstanceOf(StatementTimeout.class);
    }
  }
}
