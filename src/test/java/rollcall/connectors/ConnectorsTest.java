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
import java.util.Collections;
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
import rollcall.auth.MovableClock;
import rollcall.database.DatabaseSettings;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.inbox.Directions;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxKind;
import rollcall.inbox.InboxSettings;
import rollcall.ingest.Delivery;
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
            this::links,
            new RunningSource.Common(
                database.database(), inbox, new WaitingBytes(1 << 20), clock, this::observe),
            settings);
  }

  private List<Link> links(ActiveSource source) {
    return switch (source.source().type()) {
      case KAMAILIO -> List.of(link);
      case ASTERISK -> throw new IllegalArgumentException("it has settings that nobody foresaw");
      default -> List.of();
    };
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
  void whatASwitchSaysOfItselfIsShownAsOneShortLine() throws Exception {
    add("sip", SourceType.KAMAILIO);
    var said = "a\u0000b\nc\u001b[2J\ud800\u2028" + "x".repeat(SourceHost.MOST_CHARACTERS);
    var shown = "a?b?c?[2J??" + "x".repeat(SourceHost.MOST_CHARACTERS - 11) + "…";
    link.runs.add(
        host -> {
          host.notice(said);
          host.connected(said);
          stay();
        });
    connect(ConnectorSettings.DEFAULT);

    await(() -> seen().stream().anyMatch(SourceLinks.Seen::connected));
    assertThat(seen()).singleElement().extracting(SourceLinks.Seen::detail).isEqualTo(shown);
    assertThat(notices)
        .containsExactly("sip: " + shown, "sip: Connected to the switch: " + shown + ".");
  }

  @Test
  void whatASwitchSaysAtItsEndIsShownAsOneLine() throws Exception {
    add("sip", SourceType.KAMAILIO);
    link.runs.add(
        _ -> {
          throw new IOException("It refuses (\u0000\r\n).");
        });
    connect(ConnectorSettings.DEFAULT);

    await(() -> seen().stream().anyMatch(it -> it.detail().equals("It refuses (???).")));
    assertThat(notices)
        .contains("sip: No connection to the switch: It refuses (???). It will be tried again.");
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
        _ -> {
          throw new StackOverflowError("too deep");
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
        .anyMatch(it -> it.contains("a fault of ours"))
        .anyMatch(it -> it.contains("too deep"));
  }

  @Test
  void onlyAConnectionThatHeldMakesTheNextPauseShort() throws Exception {
    var clock = new MovableClock();
    var began = new CopyOnWriteArrayList<Long>();
    for (var i = 0; i < 4; i++) {
      var isConnected = i == 3;
      link.runs.add(
          host -> {
            began.add(System.nanoTime());
            if (isConnected) {
              host.connected("it");
            }
            clock.advance(Duration.ofSeconds(11));
            throw new IOException("It does not answer.");
          });
    }
    link.runs.add(_ -> began.add(System.nanoTime()));
    connect(ConnectorSettings.DEFAULT);
    var feed = feed(new WaitingBytes(1));
    var host = new SourceHost("the switch", feed, Optional::empty, notices::add, clock);

    try (feed;
        var _ = LinkRunner.start("sip", link, host)) {
      await(() -> began.size() == 5);
    }
    assertThat(Duration.ofNanos(began.get(3) - began.get(2)))
        .as("after three times eleven seconds without a connection")
        .isGreaterThanOrEqualTo(Backoff.SHORTEST.multipliedBy(2));
    assertThat(Duration.ofNanos(began.get(4) - began.get(3)))
        .as("after eleven seconds of connection")
        .isLessThan(Backoff.SHORTEST.multipliedBy(3));
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
    link.runs.add(
        host -> {
          host.connected("it");
          stay();
        });
    Files.writeString(folder.resolve("sip"), "secret\nanother secret");
    await(() -> sources.find("sip").orElseThrow().secrets().size() == 2);
    Thread.sleep(600);
    assertThat(notices.stream().filter(it -> it.contains("Connected")))
        .as("it logs in with the first only")
        .hasSize(2);
    Files.writeString(folder.resolve("sip"), "another secret");
    await(() -> notices.stream().filter(it -> it.contains("Connected")).count() == 3);
  }

  @Test
  void aSourceWhoseLinksCannotBeMadeDoesNotHoldUpTheOthers() throws Exception {
    add("pbx", SourceType.ASTERISK);
    for (var i = 0; i < 5; i++) {
      add("sip" + i, SourceType.KAMAILIO);
    }
    connect(ConnectorSettings.DEFAULT);

    await(() -> link.running.get() == 5 && seen().size() == 5);
    Thread.sleep(600);
    assertThat(notices)
        .filteredOn(it -> it.startsWith("pbx: "))
        .singleElement()
        .asString()
        .contains("Its connections cannot be made: ", "settings that nobody foresaw");
  }

  @Test
  void sourcesThatGoTogetherEndTogether() throws Exception {
    var begun = new CopyOnWriteArrayList<Long>();
    var ended = new CopyOnWriteArrayList<Long>();
    for (var i = 0; i < 4; i++) {
      add("sip" + i, SourceType.KAMAILIO);
      link.runs.add(
          _ -> {
            try {
              stay();
            } finally {
              begun.add(System.nanoTime());
              Thread.sleep(700);
              ended.add(System.nanoTime());
            }
          });
    }
    connect(ConnectorSettings.DEFAULT);
    await(() -> link.running.get() == 4);

    for (var i = 0; i < 4; i++) {
      directory().remove(new SourceName("sip" + i));
    }

    await(() -> ended.size() == 4);
    assertThat(Duration.ofNanos(Collections.max(ended) - Collections.min(begun)))
        .isLessThan(Duration.ofMillis(2_000));
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
  void aMessageThatIsTooLongIsPassedOver() throws Exception {
    add("sip", SourceType.KAMAILIO);
    // What the inbox has no room for at any time.
    var endless = new byte[33 << 20];
    link.runs.add(
        host -> {
          host.hear(InboxKind.KAMAILIO, endless);
          host.keep(
              InboxKind.KAMAILIO,
              List.of(
                  new byte[Delivery.MOST_BYTES + 1],
                  new byte[Delivery.MOST_BYTES],
                  event("a", "initiated", START)));
          host.hear(InboxKind.KAMAILIO, event("b", "initiated", START));
          stay();
        });
    connect(ConnectorSettings.DEFAULT);

    await(() -> calls("call_uuid").equals(List.of("a", "b")));
    assertThat(notices)
        .filteredOn(it -> it.contains("passed over"))
        .containsExactly(
            "sip: A message of 34603008 bytes is too long and was passed over.",
            "sip: A message of 1048577 bytes is too long and was passed over.");
    assertThat(database.texts(tenant, "select octet_length(body)::text from inbox"))
        .contains("1048576");
  }

  @Test
  void aFeedTakesNoMoreThanThereIsRoomFor() throws Exception {
    database.goAway();
    var heard = new AtomicInteger();
    var feed = feed(new WaitingBytes(100_000));
    connect(ConnectorSettings.DEFAULT);
    var listener = listener(feed, 10_000, heard);

    await(() -> heard.get() == 10);
    Thread.sleep(200);
    assertThat(heard.get()).isEqualTo(10);
    listener.interrupt();
    listener.join();
    feed.close();
    assertThat(notices).anyMatch(it -> it.contains("could not be kept before the end"));
    database.comeBack();
  }

  private Feed feed(WaitingBytes room) {
    return Feed.start(
        new Source(
            new SourceName("sip"),
            new OrganisationId(tenant.organisationId()),
            SourceType.KAMAILIO,
            Role.PRIMARY,
            TestSources.settings(Optional.empty(), Optional.empty())),
        inbox,
        room,
        Clock.systemUTC(),
        notices::add);
  }

  /// Somebody who has `feed` hear messages of so many bytes until interrupted, and counts them.
  private static Thread listener(Feed feed, int bytes, AtomicInteger heard) {
    return Thread.startVirtualThread(
        () -> {
          try {
            while (true) {
              feed.hear(InboxKind.KAMAILIO, new byte[bytes]);
              heard.incrementAndGet();
            }
          } catch (InterruptedException _) {
            // The end of the source.
          }
        });
  }

  @Test
  void aFeedThatEndsGivesAllOfItsRoomBack() throws Exception {
    database.goAway();
    connect(ConnectorSettings.DEFAULT);
    var heard = new AtomicInteger();
    var all = 1 << 20;
    var room = new WaitingBytes(all);
    var feed = feed(room);
    var listener = listener(feed, 1, heard);
    await(() -> heard.get() > Feed.MOST_WAITING);
    Thread.sleep(100);

    listener.interrupt();
    listener.join();
    Thread.currentThread().interrupt();
    feed.close();
    assertThat(Thread.interrupted()).isTrue();

    var next = Thread.startVirtualThread(() -> takeAll(room, all));
    assertThat(next.join(Duration.ofSeconds(5))).isTrue();
    database.comeBack();
  }

  private static void takeAll(WaitingBytes room, int all) {
    try {
      room.take(all);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void canBeClosedBeforeItLookedAtAnything() {
    for (var i = 0; i < 20; i++) {
      connect(ConnectorSettings.DEFAULT);
      connectors.close();
    }
  }

  @Test
  void sourcesAreFollowedWhileSilentCallsCannotBeLookedFor() throws Exception {
    for (var i = 0; i < 5; i++) {
      add("crm" + i, SourceType.WEBHOOK);
    }
    await(() -> sources.all().size() == 5);
    var locked = new CountDownLatch(1);
    var mayGo = new CountDownLatch(1);
    var locker = Thread.startVirtualThread(() -> lockCalls(locked, mayGo));
    locked.await();
    try {
      connect(ConnectorSettings.DEFAULT);
      Thread.sleep(300);
      add("sip", SourceType.KAMAILIO);
      await(() -> link.running.get() == 1);
    } finally {
      mayGo.countDown();
      locker.join();
    }
  }

  private void lockCalls(CountDownLatch locked, CountDownLatch mayGo) {
    database
        .database()
        .administer(
            session -> {
              session.update(
                  new SqlStatement("lock table calls in access exclusive mode", List.of()));
              locked.countDown();
              try {
                mayGo.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return true;
            });
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

  @Test
  void silentCallsOfASourceThatWasRemovedEndAndThoseOfClientsDoNot() throws Exception {
    add("sip", SourceType.KAMAILIO);
    link.runs.add(
        host -> {
          host.connected("a switch");
          host.hear(InboxKind.KAMAILIO, event("silent", "ringing", clock.instant()));
          stay();
        });
    connect(IMPATIENT);
    awaitCalls("status", "ringing");
    database
        .database()
        .write(
            tenant,
            session ->
                session.update(
                    new SqlStatement(
                        "insert into calls (id, organisation_id, inserted_at, updated_at,"
                            + " direction, from_number, to_number, status, call_uuid, call_source,"
                            + " started_at, occurrence, stated)"
                            + " select gen_random_uuid(), organisation_id, inserted_at, updated_at,"
                            + " direction, from_number, to_number, status, 'clients', 'crm',"
                            + " started_at, 0, 0 from calls",
                        List.of())));
    directory().remove(new SourceName("sip"));
    await(() -> link.running.get() == 0);

    clock.advance(Duration.ofMinutes(11));

    awaitCalls("call_uuid, status, end_source", "clients ringing", "silent no_answer timeout");
  }
}
