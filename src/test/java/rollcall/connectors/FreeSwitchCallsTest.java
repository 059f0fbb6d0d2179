package rollcall.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.database.DatabaseSettings;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.inbox.Directions;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxSettings;
import rollcall.ingest.Feed;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;
import rollcall.sources.ActiveSource;
import rollcall.sources.Role;
import rollcall.sources.Source;
import rollcall.sources.SourceType;
import rollcall.sources.TestSources;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.freeswitch.EventSocketLink;
import rollcall.switches.freeswitch.FakeFreeSwitch;

/// What a real FreeSWITCH said while calls were made, from the socket through the inbox into the
/// database, and calls that were made of it.
final class FreeSwitchCallsTest {
  private static final Feed FEED = Feed.FREESWITCH_EVENTS;
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMillis(100),
          Duration.ofMillis(150));

  /// A row as in the table of those that are expected.
  private static final String ROW =
      """
      select concat_ws(' | ', direction, from_number, to_number, coalesce(sip_username, '-'), status,
          %s, %s, %s, %s, coalesce(duration_seconds::text, '-'), coalesce(hangup_cause, '-'),
          coalesce(sip_code::text, '-'), coalesce(hangup_by, '-'), coalesce(end_source, '-'))
        from calls order by call_uuid
      """
          .formatted(
              Stream.of("started_at", "rang_at", "answered_at", "ended_at")
                  .map(
                      "coalesce(to_char(%s at time zone 'UTC', 'DD HH24:MI:SS.US'), '-')"
                          ::formatted)
                  .toArray());

  private static final String ORIGINATED = "0a0b0c0d-1111-4222-8333-444455556666";
  private static final String CALLER = "34d5ec88-5842-4966-9e58-676516f3a890";
  private static final String CALLED = "6f567c17-d19d-4978-8f53-741ea49815c2";

  private static TestDatabase database;
  private static Inbox inbox;

  private final FakeFreeSwitch pbx = new FakeFreeSwitch();
  private Tenant tenant;
  private RunningSource running;

  @BeforeAll
  static void open() {
    database = TestDatabase.create(DatabaseSettings.DEFAULT.withPoolSize(12), _ -> {});
    inbox =
        Inbox.open(
            database.database(),
            Directions.NONE,
            InboxSettings.DEFAULT,
            Clock.systemUTC(),
            _ -> {});
  }

  @AfterAll
  static void close() {
    inbox.close();
    database.close();
  }

  @BeforeEach
  void create() {
    tenant = database.createOrganisation();
    pbx.sayNoUptime();
    // What was captured does not go on; nothing is to be concluded from that.
    pbx.list(FakeFreeSwitch.NO_LIST);
  }

  private void connect() {
    var source =
        new Source(
            new SourceName("pbx"),
            new OrganisationId(tenant.organisationId()),
            SourceType.FREESWITCH,
            Role.PRIMARY,
            TestSources.settings(Optional.empty(), Optional.of(pbx.endpoint().toString())));
    var link =
        new EventSocketLink(pbx.endpoint(), Optional.empty(), FakeFreeSwitch.SECRET, SETTINGS);
    running =
        RunningSource.start(
            new ActiveSource(source, List.of(FakeFreeSwitch.SECRET)),
            List.of(link),
            new RunningSource.Common(
                database.database(), inbox, new WaitingBytes(1 << 20), Clock.systemUTC(), _ -> {}));
  }

  @AfterEach
  void disconnect() {
    running.close();
    pbx.close();
  }

  private static List<String> events(String scenario) {
    return FEED.scenarios().get(scenario).stream().map(event -> new String(event, UTF_8)).toList();
  }

  private static List<String> allEvents() {
    return FEED.scenarios().keySet().stream().flatMap(it -> events(it).stream()).toList();
  }

  private static List<String> allExpected() {
    return FEED.scenarios().keySet().stream().flatMap(it -> FEED.expected(it).stream()).toList();
  }

  private static byte[] wire(Collection<String> events) {
    var wire = new ByteArrayOutputStream();
    events.forEach(it -> wire.writeBytes(FakeFreeSwitch.frame("text/event-json", it)));
    return wire.toByteArray();
  }

  private List<String> rows() {
    return database.texts(tenant, ROW);
  }

  private void awaitRows(Collection<String> expected) throws InterruptedException {
    try {
      RecordingHost.await(() -> isSame(rows(), expected));
    } catch (AssertionError e) {
      assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
      throw e;
    }
  }

  private static boolean isSame(List<String> rows, Collection<String> expected) {
    return rows.stream().sorted().toList().equals(expected.stream().sorted().toList());
  }

  private static String of(String event, String name, String newName) {
    return event.replace("\"Event-Name\":\"" + name + "\"", "\"Event-Name\":\"" + newName + "\"");
  }

  private static String first(String scenario, String name, String uuid) {
    return events(scenario).stream()
        .filter(it -> it.contains("\"Event-Name\":\"" + name + "\""))
        .filter(it -> it.contains("\"Unique-ID\":\"" + uuid + "\""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void areTheSameInOrder() throws Exception {
    pbx.say(wire(allEvents()));
    connect();
    awaitRows(allExpected());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void areTheSameShuffledAndDoubled(int seed) throws Exception {
    var events = new ArrayList<>(allEvents());
    events.addAll(allEvents());
    Collections.shuffle(events, new Random(seed));
    pbx.say(wire(events));
    connect();
    awaitRows(allExpected());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void areTheSameWhenTheConnectionIsCutInTheMiddleOfFrames(int seed) throws Exception {
    var rest = allEvents();
    var random = new Random(seed);
    for (int i = 0; i < 2; i++) {
      var whole = rest.subList(0, random.nextInt(rest.size() / 2));
      var cut = wire(List.of(rest.get(whole.size())));
      pbx.say(wire(whole));
      pbx.say(Arrays.copyOf(cut, 1 + random.nextInt(cut.length - 1)));
      pbx.hangUp();
      rest = rest.subList(whole.size(), rest.size());
    }
    pbx.say(wire(rest));
    connect();
    awaitRows(allExpected());
  }

  /// All that was said between a connection and the next is lost but the ends of calls.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void areTheSameWhenTheConnectionIsClosedInTheMiddleOfCalls(int seed) throws Exception {
    var random = new Random(seed);
    var before = new ArrayList<String>();
    var after = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (var scenario : FEED.scenarios().keySet()) {
      var events = events(scenario);
      if (events.getLast().contains("CHANNEL_HANGUP_COMPLETE")) {
        var cut = random.nextInt(events.size());
        before.addAll(events.subList(0, cut));
        events.subList(cut, events.size()).stream()
            .filter(it -> it.contains("\"CHANNEL_HANGUP_COMPLETE\""))
            .forEach(after::add);
        expected.addAll(FEED.expected(scenario));
      }
    }
    assertThat(expected).hasSizeGreaterThan(8);
    pbx.say(wire(before));
    pbx.hangUp();
    pbx.say(wire(after));
    connect();
    awaitRows(expected);
  }

  @Test
  void areTheSameWhenThreeGoOnAtOnce() throws Exception {
    var calls = List.of(events("answered"), events("busy"), events("inbound_answered"));
    for (int i = 0; i < 30; i++) {
      for (var call : calls) {
        if (i < call.size()) {
          pbx.say(call.get(i));
        }
      }
    }
    connect();
    awaitRows(
        Stream.of("answered", "busy", "inbound_answered")
            .flatMap(it -> FEED.expected(it).stream())
            .toList());
  }

  /// The process dies, and the next one knows nothing of its call; what is heard late of it changes
  /// nothing.
  @Test
  void endWithTheProcessThatHadThem() throws Exception {
    pbx.list(FakeFreeSwitch.EMPTY);
    var killed = events("switch_killed");
    pbx.say(wire(killed));
    pbx.hangUp();
    pbx.say(wire(events("blind_transfer")));
    pbx.say(wire(killed.reversed()));
    connect();
    var expected = new ArrayList<>(FEED.expected("blind_transfer"));
    expected.add(
        FEED.expected("switch_killed")
            .getFirst()
            .replace("| answered |", "| completed |")
            .replace("| - | - | - | - | - | -", "| 23 09:03:07.666602 | 0 | - | - | - | resync"));
    awaitRows(expected);
  }

  /// `originate … &bridge(…)`: nothing is heard of it but what the switch says when it is asked,
  /// and the ends. The list shows it as part of a call of another name, as after `uuid_bridge`.
  @ParameterizedTest
  @ValueSource(strings = {ORIGINATED, "another"})
  void areDescribedWhenTheyWereOriginatedAndBridgedMeanwhile(String listedAs) throws Exception {
    var leg = first("answered", "CHANNEL_ANSWER", CALLED).replace(CALLER, ORIGINATED);
    pbx.list(
        FakeFreeSwitch.rows(
            FakeFreeSwitch.row(CALLED, ORIGINATED), FakeFreeSwitch.row(ORIGINATED, listedAs)));
    pbx.describe(CALLED, of(leg, "CHANNEL_ANSWER", "CHANNEL_DATA"));
    pbx.describe(
        ORIGINATED,
        of(
            first("originated_outbound", "CHANNEL_ANSWER", ORIGINATED),
            "CHANNEL_ANSWER",
            "CHANNEL_DATA"));
    connect();
    RecordingHost.await(() -> rows().stream().anyMatch(it -> it.contains("| answered |")));
    assertThat(rows()).hasSize(1);

    pbx.say(first("answered", "CHANNEL_HANGUP_COMPLETE", CALLED).replace(CALLER, ORIGINATED));
    pbx.say(first("originated_outbound", "CHANNEL_HANGUP_COMPLETE", ORIGINATED));
    pbx.list(FakeFreeSwitch.EMPTY);
    awaitRows(FEED.expected("originated_outbound"));
  }

  /// A caller connects the two parties that he called and leaves: both of his calls are over, and
  /// the legs that stay are none of their own.
  @Test
  void endWithTheirCallerAfterAnAttendedTransfer() throws Exception {
    pbx.say(wire(events("answered").subList(0, 12)));
    pbx.say(wire(events("answered_with_media")));
    pbx.say(first("answered", "CHANNEL_HANGUP_COMPLETE", CALLER));
    var leg = first("answered", "CHANNEL_ANSWER", CALLED);
    pbx.say(of(leg, "CHANNEL_ANSWER", "CHANNEL_BRIDGE").replace("\"449\"", "\"2449\""));
    pbx.list(FakeFreeSwitch.rows(FakeFreeSwitch.row(CALLED, CALLED)));
    pbx.describe(CALLED, of(leg, "CHANNEL_ANSWER", "CHANNEL_DATA"));
    connect();
    var expected = new ArrayList<>(FEED.expected("answered"));
    expected.addAll(FEED.expected("answered_with_media"));
    awaitRows(expected);
    Thread.sleep(300);
    awaitRows(expected);
  }

  /// The switch renames a channel that it originates before it says anything else of it.
  @Test
  void areOneWhenTheyAreRenamed() throws Exception {
    var events = events("originated_outbound");
    pbx.say(
        of(events.getFirst(), "CHANNEL_CREATE", "CHANNEL_UUID")
            .replace("\"1023\"", "\"1022\"")
            .replaceFirst("\\{", "{\"Old-Unique-ID\":\"before\","));
    pbx.say(wire(events));
    connect();
    awaitRows(FEED.expected("originated_outbound"));
  }

  /// Nobody heard how it ended: it ends when the switch has it no more, at its last sign of life.
  @Test
  void endWhenTheSwitchHasThemNoMore() throws Exception {
    var call = FakeFreeSwitch.row(CALLER, CALLER);
    pbx.list(FakeFreeSwitch.rows(call));
    pbx.describe(
        CALLER, of(first("answered", "CHANNEL_ANSWER", CALLER), "CHANNEL_ANSWER", "CHANNEL_DATA"));
    connect();
    RecordingHost.await(() -> rows().stream().anyMatch(it -> it.contains("| answered |")));
    Thread.sleep(500);
    assertThat(rows()).singleElement().asString().contains("| answered |");

    pbx.list("{\"row_count\":1,\"rows\":[]}");
    Thread.sleep(500);
    assertThat(rows()).singleElement().asString().contains("| answered |");

    pbx.list(FakeFreeSwitch.EMPTY);
    RecordingHost.await(() -> rows().stream().anyMatch(it -> it.endsWith("| resync")));

    pbx.say(wire(events("answered")));
    awaitRows(FEED.expected("answered"));
  }
}
