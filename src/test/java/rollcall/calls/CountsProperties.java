package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.database.Cancellation;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.database.UuidV7;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.Precondition;
import rollcall.jsonapi.sql.BoundedCount;
import rollcall.organisations.OrganisationId;

/// Random writers of every kind at once, while changes are folded and old calls removed: in each
/// snapshot every count that is kept is what counting gives.
final class CountsProperties {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration TIME = Duration.ofSeconds(4);
  private static final Instant BASE = Instant.parse("2025-03-01T00:30:00Z");
  private static final List<String> SOURCES = List.of("pbx", "api", "trunk");

  private static TestDatabase test;

  private final UuidV7 ids = new UuidV7(CLOCK);
  private final CallRecorder recorder = new CallRecorder(CLOCK, ids);
  private final AtomicBoolean over = new AtomicBoolean();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<UUID> known = new ConcurrentLinkedQueue<>();

  private Tenant tenant;
  private OrganisationId organisation;

  @BeforeAll
  static void create() {
    test = TestDatabase.create();
  }

  @AfterAll
  static void drop() {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyCountIsWhatCountingGives(long seed) throws Exception {
    tenant = test.createOrganisation();
    organisation = new OrganisationId(tenant.organisationId());
    var threads =
        Stream.<Consumer<Random>>of(
                this::make, this::change, this::report, this::record, this::remove, this::fold)
            .map(work -> repeat(work, new Random(seed * 31 + work.hashCode() % 7)))
            .toList();
    var random = new Random(seed);
    var snapshots = 0;
    var deadline = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < deadline && failures.isEmpty()) {
      compare(random);
      snapshots++;
    }
    over.set(true);
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(snapshots).isPositive();
    CallCounts.fold(test.database());
    compare(random);
    assertThat(one("select count(*) from call_count_changes where organisation_id = ?")).isZero();
    assertThat(one("select count(*) from calls where organisation_id = ?")).isPositive();
  }

  private Thread repeat(Consumer<Random> work, Random random) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (!over.get()) {
                  work.accept(random);
                }
              } catch (RuntimeException | Error e) {
                failures.add(e);
              }
            });
  }

  private <T> T write(Function<Session, T> work) {
    return test.database().write(tenant, work);
  }

  private static Object sometimes(Random random, Object value) {
    return random.nextInt(5) == 0 ? null : value;
  }

  private static Instant moment(Random random) {
    return BASE.plusSeconds(random.nextInt(96 * 3_600)).plusNanos(random.nextInt(1_000) * 1_000L);
  }

  private static <T> T any(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void make(Random random) {
    var draft =
        CallDrafts.of(
            "call_uuid", "m" + random.nextInt(2_000),
            "call_source", any(random, SOURCES),
            "direction", any(random, Calls.DIRECTIONS),
            "status", sometimes(random, any(random, Calls.STATUSES)),
            "started_at", sometimes(random, moment(random)));
    var outcome = write(session -> recorder.create(session, organisation, List.of(draft)));
    if (outcome.getFirst() instanceof Outcome.Inserted(var id)) {
      known.add(id);
    }
  }

  private void change(Random random) {
    var id = known.poll();
    if (id == null) {
      Thread.onSpinWait();
      return;
    }
    known.add(id);
    var changes =
        random.nextBoolean()
            ? CallDrafts.changes("status", any(random, Calls.STATUSES))
            : CallDrafts.changes("call_source", any(random, SOURCES));
    write(session -> recorder.amend(session, organisation, id, changes, Precondition.NONE));
  }

  private void report(Random random) {
    var reports = new ArrayList<CallReport>();
    for (int i = 0; i < 20; i++) {
      var at = moment(random);
      var report =
          CallReport.of("pbx", "r" + random.nextInt(500), at)
              .identity(any(random, Calls.DIRECTIONS), "1", "2");
      var more =
          switch (random.nextInt(4)) {
            case 0 -> report.startedAt(at);
            case 1 -> report.startedAt(at).answeredAt(at.plusSeconds(3));
            case 2 -> report.startedAt(at).ended(at.plusSeconds(9), EndSource.HANGUP);
            default -> report;
          };
      reports.add(more.build());
    }
    write(session -> recorder.report(session, organisation, reports));
  }

  private void record(Random random) {
    var drafts =
        Stream.generate(
                () ->
                    CallDrafts.of(
                        "call_uuid", "f" + random.nextInt(3_000),
                        "call_source", any(random, SOURCES),
                        "direction", any(random, Calls.DIRECTIONS),
                        "status", sometimes(random, any(random, Calls.STATUSES)),
                        "started_at", sometimes(random, moment(random))))
            .limit(50)
            .toList();
    write(session -> recorder.record(session, organisation, drafts));
  }

  private void remove(Random random) {
    var before = moment(random).minus(Duration.ofHours(48));
    var next = Optional.of(CallRemoval.Place.FIRST);
    while (next.isPresent()) {
      var place = next.get();
      next = write(session -> CallRemoval.remove(session, tenant.organisationId(), before, place));
    }
    sleep(20);
  }

  private void fold(Random random) {
    CallCounts.fold(test.database());
    sleep(random.nextInt(30));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void compare(Random random) {
    var conditions = new ArrayList<Condition>(List.of(Condition.TRUE));
    Calls.DIRECTIONS.forEach(word -> conditions.add(equal("direction", word)));
    Calls.STATUSES.forEach(word -> conditions.add(equal("status", word)));
    SOURCES.forEach(word -> conditions.add(equal("call_source", word)));
    conditions.add(new Condition.IsNull(field("status")));
    conditions.add(new Condition.In(field("status"), List.of("busy", "failed", "busy"), true));
    conditions.add(new Condition.In(field("call_source"), List.of(), false));
    for (int i = 0; i < 6; i++) {
      conditions.add(range(random));
    }
    test.database()
        .<Boolean>readSnapshot(
            tenant,
            new Cancellation(),
            session -> {
              for (var condition : conditions) {
                var kept = one(session, CallCounts.of(organisation, condition).orElseThrow());
                assertThat(kept).as(condition.toString()).isEqualTo(counted(session, condition));
              }
              return true;
            });
  }

  private static Condition range(Random random) {
    var parts = new ArrayList<Condition>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      var moment = moment(random);
      if (random.nextBoolean()) {
        moment = moment.truncatedTo(random.nextBoolean() ? ChronoUnit.HOURS : ChronoUnit.DAYS);
      }
      var how = any(random, List.of(Comparison.LT, Comparison.LE, Comparison.GT, Comparison.GE));
      parts.add(new Condition.Compare(field("started_at"), how, moment));
    }
    return new Condition.All(List.of(new Condition.All(parts)));
  }

  private static Condition equal(String field, String word) {
    return new Condition.Compare(field(field), Comparison.EQ, word);
  }

  private static Attribute field(String name) {
    return Calls.TYPE.field(name).orElseThrow();
  }

  private long counted(Session session, Condition condition) {
    var plan =
        new ReadPlan(
            new Scope(tenant.organisationId()),
            new Projection(Calls.TYPE, List.of()),
            condition,
            List.of(),
            List.of());
    return one(session, BoundedCount.of(plan, Long.MAX_VALUE));
  }

  private long one(String sql) {
    return test.database()
        .<Long>read(
            tenant,
            new Cancellation(),
            session -> one(session, new SqlStatement(sql, List.of(tenant.organisationId()))));
  }

  private static long one(Session session, SqlStatement statement) {
    var rows = session.query(statement);
    rows.next();
    return rows.integer(0);
  }
}
