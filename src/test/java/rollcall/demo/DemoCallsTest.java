package rollcall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.database.Cancellation;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.imports.ImportProgress;
import rollcall.imports.Refusal;

/// The demo as it stands in the database, loaded twice.
final class DemoCallsTest {
  private static final Instant END = Instant.parse("2026-03-18T15:30:00Z");
  private static final Clock CLOCK = Clock.fixed(END, ZoneOffset.UTC);
  private static final ImportProgress SILENT =
      new ImportProgress() {
        @Override
        public void advanced(long bytes, long totalBytes, long rows, long refused) {}

        @Override
        public void refused(Refusal refusal) {}
      };

  private static TestDatabase test;
  private static long added;
  private static long addedAgain;

  @BeforeAll
  static void load() throws IOException {
    test = TestDatabase.create();
    added = Demo.load(test.database(), CLOCK, SILENT);
    addedAgain = Demo.load(test.database(), CLOCK, SILENT);
  }

  @AfterAll
  static void drop() {
    test.close();
  }

  private static List<String> texts(String expression) {
    var found = new ArrayList<String>();
    for (var organisation : DemoOrganisation.ALL) {
      var tenant = new Tenant(organisation.id().value());
      test.database()
          .read(
              tenant,
              new Cancellation(),
              session -> {
                var rows =
                    session.query(
                        new SqlStatement(
                            "select ("
                                + expression
                                + ")::text from calls where organisation_id = ?",
                            List.of(tenant.organisationId())));
                while (rows.next()) {
                  found.add(rows.isNull(0) ? "" : rows.text(0));
                }
                return found;
              });
    }
    return found;
  }

  private static Map<String, Long> shares(String expression) {
    var shares = new TreeMap<String, Long>();
    texts(expression).forEach(text -> shares.merge(text, 1L, Long::sum));
    return shares;
  }

  @Test
  void isTheSameForTheSameSeedAndInstant() {
    var one = DemoCalls.month(DemoOrganisation.CLINIC, 7, END);

    assertThat(DemoCalls.month(DemoOrganisation.CLINIC, 7, END).conversations())
        .isEqualTo(one.conversations());
    assertThat(DemoCalls.month(DemoOrganisation.CLINIC, 8, END).conversations())
        .isNotEqualTo(one.conversations());
  }

  @Test
  void hasAboutFiveThousandCallsOfAMonthAndIsLoadedOnce() {
    assertThat(texts("id")).hasSizeBetween(4_500, 5_500).doesNotHaveDuplicates();
    assertThat(added).isEqualTo(texts("id").size() + 243);
    assertThat(addedAgain).isZero();
    assertThat(shares("started_at between '2026-02-14' and '2026-03-18 15:30:00Z'"))
        .containsOnlyKeys("true");
  }

  /// The partitions of all its calls: PostgreSQL says -1 of a table that it knows nothing of yet.
  @Test
  void leavesFreshStatistics() {
    assertThat(shares("select reltuples >= 1 from pg_class where oid = calls.tableoid"))
        .containsOnlyKeys("true");
  }

  @Test
  void hasEveryStatusAndMostlyCompletedCalls() {
    var shares = shares("status");

    assertThat(shares.keySet()).isEqualTo(new TreeSet<>(Calls.STATUSES));
    assertThat(shares.get("completed")).isGreaterThan(texts("id").size() / 2);
  }

  @Test
  void hasCallsThatStillGoOnAndNoneFromTheFuture() {
    assertThat(
            shares(
                "(ended_at is null)"
                    + " = (status in ('initiated', 'ringing', 'answered', 'in_progress'))"
                    + " and coalesce(ended_at between started_at and '2026-03-18 15:30:00Z', true)"
                    + " and reported_ended_at is null and reported_answered_at is null"))
        .containsOnlyKeys("true");
  }

  @Test
  void tellsHowLongCallsRangAndWereTalked() {
    assertThat(
            shares("(status = 'completed') = (talk_seconds is not null) and ring_seconds < 120")
                .get("true"))
        .isGreaterThan(4_000);
    assertThat(shares("hangup_cause")).containsKeys("USER_BUSY", "NORMAL_CLEARING");
  }

  @Test
  void namesConversationsThatAreThere() {
    assertThat(texts("conversation_id").stream().filter(id -> !id.isEmpty()))
        .hasSizeGreaterThan(500)
        .doesNotHaveDuplicates();
  }

  @Test
  void usesNumbersKeptForFictionAlone() {
    var fiction =
        "^(\\+1\\d{3}55501\\d\\d|\\+442079460\\d{3}|\\+441614960\\d{3}"
            + "|\\+447700900\\d{3}|\\+493023125\\d{3})$";
    assertThat(shares("from_number ~ '" + fiction + "' and to_number ~ '" + fiction + "'"))
        .containsOnlyKeys("true");
  }
}
