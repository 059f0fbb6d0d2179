package rollcall.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.database.DatabaseSettings;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.inbox.Directions;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxKind;
import rollcall.inbox.InboxSettings;
import rollcall.ingest.SourceName;
import rollcall.observe.Observation;
import rollcall.organisations.OrganisationId;
import rollcall.sources.ActiveSource;
import rollcall.sources.ActiveSources;
import rollcall.sources.Role;
import rollcall.sources.Source;
import rollcall.sources.SourceDirectory;
import rollcall.sources.SourceLinks;
import rollcall.sources.SourceType;
import rollcall.sources.TestSources;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;

/// Connections that last and break as a test says, over a real database.
final class ConnectorsTest {
  private static final Instant START = Instant.now().minusSeconds(5);
  private static final ConnectorSettings IMPATIENT =
      new ConnectorSettings(LinkSettings.DEFAULT, Duration.ofSeconds(60), Duration.ofHours(1));

  @TempDir private Path folder;
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final ScriptedLink link = new ScriptedLink();
  private final HastyClock clock = new HastyClock();
  private TestDatabase database;
  private Tenant tenant;
  private Inbox inbox;
  private ActiveSources sources;
  private Connectors connectors;

  /// The time of the system, or later.
  private static final class HastyClock extends Clock {
    private volatile Clock shifted = Clock.systemUTC();

    void advance(Duration by) {
      shifted = Clock.offset(shifted, by);
    }

    @Override
    public Instant instant() {
      return shifted.instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return shifted.withZone(zone);
    }
  }

  /// A link that runs what it is given, one after the other.
  private static final class ScriptedLink implements Link {
    private interface Run {
      void with(LinkHost host) throws IOException, InterruptedException;
    }

    private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
    private final AtomicInteger running = new AtomicInteger();

    @Override
    public String peer() {
      return "the switch";
    }

    @Override
    public List<String> probe() {
      return List.of();
    }

    @Override
    public void run(LinkHost host) throws IOException, InterruptedException {
      running.incrementAndGet();
      try {
        runs.take().with(host);
      } finally {
        running.decrementAndGet();
      }
    }
  }

  @BeforeEach
  void open() {
    database = TestDatabase.create(DatabaseSettings.DEFAULT.withPoolSize(12), this::observe);
    tenant = database.createOrganisation();
    inbox =
        Inbox.open(
            database.database(), Directions.NONE, InboxSettings.DEFAULT, clock, this::observe);
    sources = ActiveSources.open(directory(), Optional.empty(), this::observe);
  }

  private void connect(ConnectorSettings settings) {
    connectors =
        Connectors.open(
            sources,
            source -> isSwitch(source) ? List.of(link) : List.of(),
            new RunningSource.Common(
                database.database(), inbox, new WaitingBytes(1 << 20), clock, this::observe),
            settings);
  }

  private static boolean isSwitch(ActiveSource source) {
    return source.source().type() == SourceType.KAMAILIO;
  }

  private SourceDirectory directory() {
    return new SourceDirectory(database.database(), Clock.systemUTC());
  }

  private void observe(Observation observation) {
    if (observation instanceof Observation.Notice(var text)) {
      notices.add(text);
    }
  }

  @AfterEach
  void close() {
    connectors.close();
    sources.close();
    inbox.close();
    database.close();
  }

  private void add(String name, SourceType type) throws IOException {
    var secret = Files.writeString(folder.resolve(name), "secret");
    var settings = TestSources.settings(Optional.of(secret), Optional.of("127.0.0.1:1"));
    directory()
        .add(
            new Source(
                new SourceName(name),
                new OrganisationId(tenant.organisationId()),
                type,
                Role.PRIMARY,
                settings));
  }

  private static byte[] event(String call, String event, Instant at) {
    return ("{\"event\":\"%s\",\"call_id\":\"%s\",\"seq\":1,\"ts\":\"%d.%06d\",\"from\":\"1001\","
            + "\"to\":\"15550100\"}")
        .formatted(event, call, at.getEpochSecond(), at.getNano() / 1_000)
        .getBytes(UTF_8);
  }

  private List<String> calls(String what) {
    return database.texts(
        tenant, "select concat_ws(' ', " + what + ") from calls order by call_uuid");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it comes to pass").isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private static void stay() throws InterruptedException {
    Thread.sleep(Duration.ofMinutes(1));
  }

  private List<SourceLinks.Seen> seen() {
    return new SourceLinks(database.database()).list();
  }

  @Test
  void whatALinkHearsBecomesACall() throws Exception {
    add("sip", SourceType.KAMAILIO);
    link.runs.add(
        host -> {
          host.connected("Kamailio 5.6");
          host.hear(InboxKind.KAMAILIO, event("a", "initiated", START));
          stay();
        });
    connect(ConnectorSettings.DEFAULT);

    await(() -> calls("call_source, call_uuid, status").contains("sip a initiated"));
    await(() -> seen().stream().anyMatch(SourceLinks.Seen::connected));
    assertThat(seen())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.source()).isEqualTo("sip");
              assertThat(it.peer()).isEqualTo("the switch");
              assertThat(it.detail()).isEqualTo("Kamailio 5.6");
            });
    assertThat(notices).contains("sip: Connected to the switch: Kamailio 5.6.");
  }

  @Test
  void aLinkThatEndsIsRunAgainHoweverItEnded() throws Exception {
    add("sip", SourceType.KAMAILIO);
    link.runs.add(
        _ -> {
          throw new IOException("Nobody listens there.");
        });
    link.runs.add(
        _ -> {
          throw new IllegalStateException("a fault of ours");
        });
    link.runs.add(
        host -> {
          host.hear(InboxKind.KAMAILIO, event("a", "initiated", START));
          stay();
        });
    connect(ConnectorSettings.DEFAULT);

    await(() -> calls("call_uuid").contains("a"));
    assertThat(notices)
        .contains("sip: No connection to the switch: Nobody listens there. It will be tried again.")
        .anyMatch(it -> it.contains("a fault of ours"));
  }

  @Test
  void aSourceThatIsRemovedOrChangedLosesItsLink() throws Exception {
    add("sip", SourceType.KAMAILIO);
    for (int i = 0; i < 2; i++) {
      link.runs.add(
          host -> {
            host.connected("it");
            stay();
          });
    }
    connect(ConnectorSettings.DEFAULT);
    await(() -> !seen().isEmpty() && link.running.get() == 1);

    directory().remove(new SourceName("sip"));

    await(() -> link.running.get() == 0);
    await(() -> seen().isEmpty());
    add("sip", SourceType.KAMAILIO);
    await(() -> link.running.get() == 1);
    Files.writeString(folder.resolve("sip"), "another secret");
    await(() -> notices.stream().filter(it -> it.contains("Connected")).count() == 2);
  }

  @Test
  void nothingIsLostWhileTheDatabaseIsAway() throws Exception {
    var calls = 3_000;
    var heard = new AtomicInteger();
    var away = new CountDownLatch(1);
    add("sip", SourceType.KAMAILIO);
    link.runs.add(
        host -> {
          for (; heard.get() < calls; heard.incrementAndGet()) {
            if (heard.get() == 1_000) {
              away.await();
            }
            host.hear(InboxKind.KAMAILIO, event("c" + heard, "initiated", START));
          }
          host.keep(InboxKind.KAMAILIO, List.of(event("kept", "initiated", START)));
          heard.incrementAndGet();
          stay();
        });
    connect(ConnectorSettings.DEFAULT);
    await(() -> heard.get() == 1_000);
    database.goAway();
    away.countDown();
    await(() -> heard.get() == calls);
    Thread.sleep(300);
    assertThat(heard.get()).as("keep waits for the database").isEqualTo(calls);

    database.comeBack();

    await(() -> heard.get() > calls && calls("call_uuid").size() == calls + 1);
  }

  @Test
  void aFeedTakesNoMoreThanThereIsRoomFor() throws Exception {
    database.goAway();
    var heard = new AtomicInteger();
    var feed =
        Feed.start(
            new Source(
                new SourceName("sip"),
                new OrganisationId(tenant.organisationId()),
                SourceType.KAMAILIO,
                Role.PRIMARY,
                TestSources.settings(Optional.empty(), Optional.empty())),
            inbox,
            new WaitingBytes(100_000),
            Clock.systemUTC(),
            notices::add);
    connect(ConnectorSettings.DEFAULT);
    var listener =
        Thread.startVirtualThread(
            () -> {
              try {
                while (true) {
                  feed.hear(InboxKind.KAMAILIO, new byte[10_000]);
                  heard.incrementAndGet();
                }
              } catch (InterruptedException _) {
                // The end of the test.
              }
            });

    await(() -> heard.get() == 10);
    Thread.sleep(200);
    assertThat(heard.get()).isEqualTo(10);
    listener.interrupt();
    listener.join();
    feed.close();
    assertThat(notices).anyMatch(it -> it.contains("could not be kept before the end"));
    database.comeBack();
  }

  private void awaitCalls(String what, String... calls) throws InterruptedException {
    await(() -> calls(what).equals(List.of(calls)));
  }

  @Test
  void silentCallsOfASourceThatNobodyCanAskEnd() throws Exception {
    // A switch whose clock is days behind lives all the same.
    var began = clock.instant().minus(Duration.ofDays(3));
    add("sip", SourceType.KAMAILIO);
    link.runs.add(
        host -> {
          host.connected("a switch");
          host.hear(InboxKind.KAMAILIO, event("answered", "answered", began));
          host.hear(InboxKind.KAMAILIO, event("silent", "ringing", began));
          stay();
        });
    connect(IMPATIENT);
    awaitCalls("call_uuid, status", "answered answered", "silent ringing");

    clock.advance(IMPATIENT.unansweredFor());

    var what = "call_uuid, status, end_source, ended_at = alive_at";
    awaitCalls(what, "answered answered", "silent no_answer timeout t");
    clock.advance(IMPATIENT.openFor());
    awaitCalls(what, "answered completed timeout t", "silent no_answer timeout t");
  }

  @Test
  void aCallThatWasThoughtOverAndIsNotGoesOn() throws Exception {
    var later = new CountDownLatch(1);
    add("sip", SourceType.KAMAILIO);
    link.runs.add(
        host -> {
          host.connected("a switch");
          host.hear(InboxKind.KAMAILIO, event("silent", "ringing", clock.instant()));
          later.await();
          host.hear(InboxKind.KAMAILIO, event("silent", "answered", clock.instant()));
          stay();
        });
    connect(IMPATIENT);
    awaitCalls("status", "ringing");
    clock.advance(IMPATIENT.unansweredFor());
    awaitCalls("status", "no_answer");

    later.countDown();

    awaitCalls("status, ended_at", "answered");
  }

  @Test
  void noCallEndsForASilenceInWhichItsSourceCouldNotBeHeard() throws Exception {
    var back = new CountDownLatch(1);
    add("sip", SourceType.KAMAILIO);
    link.runs.add(
        host -> {
          host.connected("a switch");
          host.hear(InboxKind.KAMAILIO, event("silent", "ringing", clock.instant()));
          await(() -> calls("status").equals(List.of("ringing")));
        });
    link.runs.add(
        host -> {
          back.await();
          host.connected("a switch");
          stay();
        });
    connect(IMPATIENT);
    await(() -> notices.stream().anyMatch(it -> it.contains("It closed the connection.")));

    clock.advance(IMPATIENT.openFor().multipliedBy(2));
    Thread.sleep(600);
    assertThat(calls("status")).containsExactly("ringing");

    back.countDown();
    await(() -> seen().stream().anyMatch(SourceLinks.Seen::connected));
    clock.advance(IMPATIENT.unansweredFor().dividedBy(2));
    Thread.sleep(600);
    assertThat(calls("status")).as("it may still be told").containsExactly("ringing");

    clock.advance(IMPATIENT.unansweredFor());
    awaitCalls("status", "no_answer");
  }
}
