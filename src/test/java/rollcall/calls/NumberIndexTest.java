package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.database.Cancellation;
import rollcall.database.Session;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Notation.Part;
import rollcall.numbers.NumberDirectory;
import rollcall.organisations.OrganisationId;

/// The directory of numbers holds those of all calls, whichever way they are written.
final class NumberIndexTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static TestDatabase database;

  private final CallRecorder recorder =
      new CallRecorder(Clock.systemUTC(), new UuidV7(Clock.systemUTC()));
  private Tenant tenant;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void newOrganisation() {
    tenant = database.createOrganisation();
  }

  private OrganisationId organisation() {
    return new OrganisationId(tenant.organisationId());
  }

  private static List<String> find(Tenant asking, String digits) {
    return listed(asking, digits).orElseThrow();
  }

  private static CallReport report(int second, String from, String to) {
    return CallReport.of("pbx", "1", START.plusSeconds(second))
        .identity("inbound", from, to)
        .startedAt(START)
        .build();
  }

  private static <T> T write(Tenant of, Function<Session, T> work) {
    return database.database().write(of, work);
  }

  private static void add(Tenant to, List<String> numbers) {
    var _ =
        write(
            to,
            session -> {
              NumberDirectory.add(session, to.organisationId(), numbers);
              return numbers;
            });
  }

  private static Optional<List<String>> listed(Tenant asking, String digits) {
    return database
        .database()
        .read(
            asking,
            new Cancellation(),
            session ->
                NumberDirectory.find(
                    session, asking.organisationId(), List.of(new Part(digits, false))));
  }

  private void report(CallReport report) {
    var _ = write(tenant, session -> recorder.report(session, organisation(), List.of(report)));
  }

  @Test
  void givesNoListThatLacksNumbersBecauseOthersHaveAPartOften() {
    var often = IntStream.range(1_000, 1_150).mapToObj(i -> "+49" + i + "0000000000");
    var once = IntStream.range(1_000, 1_050).mapToObj(i -> "+44" + i + "0009");
    var numbers = Stream.concat(often, once).toList();
    add(tenant, numbers);
    assertThat(listed(tenant, "000").map(List::size))
        .satisfiesAnyOf(all -> assertThat(all).isEmpty(), all -> assertThat(all).hasValue(200));
    assertThat(find(tenant, "0009")).hasSize(50);
  }

  @Test
  void givesNoListWhereAPartStandsAtMorePlacesThanAreRead() {
    add(tenant, IntStream.range(1_000, 1_400).mapToObj(i -> "+49" + i + "0000000000").toList());
    assertThat(listed(tenant, "000")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNumberIsFoundByEveryPartWhicheverOfTwoWritersStays(boolean firstStays) throws Exception {
    var number = "+441174960123";
    var added = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(
              () ->
                  write(
                      tenant,
                      session -> {
                        NumberDirectory.add(session, tenant.organisationId(), List.of(number));
                        added.countDown();
                        // Until the second one waits for the first.
                        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                        if (!firstStays) {
                          throw new IllegalStateException("goes back");
                        }
                        return number;
                      }));
      added.await();
      add(tenant, List.of(number));
      if (firstStays) {
        assertThat(first.get()).isEqualTo(number);
      } else {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(first::get)
            .withMessageContaining("goes back");
      }
    }
    for (var part : List.of("441", "411", "1174960123", "123", "012")) {
      assertThat(find(tenant, part)).as(part).containsExactly(number);
    }
  }

  @Test
  void holdsAllDigitsAndEverySecondEndOfThem() {
    report(report(0, "+44 117-49", "12"));
    assertThat(
            database.texts(
                tenant,
                "select before || ' ' || part || ' ' || number from number_parts"
                    + " where organisation_id = ? order by before, part",
                tenant.organisationId()))
        .containsExactly(
            "1 1749 +44 117-49",
            "4 411749 +44 117-49",
            "7 49 +44 117-49",
            "^ 12 12",
            "^ 4411749 +44 117-49");
  }

  @Test
  void findsEveryPartOfThreeDigitsOrMoreWhereverItStands() {
    for (var digits :
        List.of("123", "9876", "5550142", "1111111", "441174960123", "4915112345678")) {
      var number = "+" + digits;
      var one = database.createOrganisation();
      add(one, List.of(number));
      for (var from = 0; from < digits.length(); from++) {
        for (var to = from + 3; to <= digits.length(); to++) {
          var part = digits.substring(from, to);
          assertThat(find(one, part)).as(part).containsExactly(number);
          for (var other : List.of("0" + part, part + "0", part.substring(1) + "0")) {
            assertThat(find(one, other)).as(other).hasSize(digits.contains(other) ? 1 : 0);
          }
        }
      }
    }
  }

  @Test
  void followsAReportThatChangesWhoCalledWhom() {
    report(report(5, "+15550100", "1001"));
    assertThat(find(tenant, "555")).containsExactly("+15550100");
    report(report(0, "+441174960123", "1001"));
    assertThat(find(tenant, "4960")).containsExactly("+441174960123");
  }

  @Test
  void holdsNumbersOfRecordsAndOfWhatClientsMake() {
    var _ =
        write(
            tenant,
            session -> {
              var one = CallDrafts.of("from_number", "07700 900123", "call_uuid", "a");
              var two = CallDrafts.of("from_number", "07700 900456", "call_uuid", "b");
              var _ = recorder.record(session, organisation(), List.of(one));
              return recorder.create(session, organisation(), List.of(two));
            });
    assertThat(find(tenant, "900123")).containsExactly("07700 900123");
    assertThat(find(tenant, "900456")).containsExactly("07700 900456");
    assertThat(find(database.createOrganisation(), "900")).isEmpty();
  }

  @Test
  void knowsNoNumberTwiceAndNoneWithoutDigits() {
    report(report(0, "anonymous", "1001"));
    var calls =
        List.of(
            CallDrafts.of("from_number", "1001", "call_uuid", "a"),
            CallDrafts.of("from_number", "10 01", "call_uuid", "b"),
            CallDrafts.of("from_number", "1001", "call_uuid", "c"));
    var _ = write(tenant, session -> recorder.record(session, organisation(), calls));
    assertThat(find(tenant, "1001")).containsExactlyInAnyOrder("1001", "10 01");
  }
}
