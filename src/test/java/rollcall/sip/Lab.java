package rollcall.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A Rollcall, two Kamailios that tell it of calls, of which one keeps them in a database, and
/// whoever is called outside; and what the calls that were placed here must have become. One
/// thread.
final class Lab implements AutoCloseable {
  static final Caller ALICE = Caller.telephone("15551001", "1001", "open-sesame");

  /// Whose number is what it can be: nothing that the configuration puts together may mind.
  static final Caller BOB = Caller.telephone("o'hara&x=$var(json),$ci%22+1", "1002", "mellon");

  static final Caller STRANGER = Caller.stranger("442071234567");

  private static final Map<String, String> PASSWORDS =
      Map.of(
          "1001",
          ALICE.password(),
          "1002",
          BOB.password(),
          Number.TELEPHONE,
          "swordfish",
          Number.DEAD_TELEPHONE,
          "joshua");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Whom one can call; outside, the last three digits tell what happens.
  static final class Number {
    static final String TELEPHONE = "15557000200";
    static final String DEAD_TELEPHONE = "1009";
    static final String ANSWERS = "15550001200";
    static final String RINGS = "15550001180";

    private Number() {}
  }

  private final Feed feed;
  private final Path folder;
  private final KamailioDatabase database;
  private final RollcallProcess rollcall;
  private final int outsidePort;
  private final Sipp outside;
  private final List<Kamailio> kamailios = new ArrayList<>();
  private final List<Sipp> runs = new ArrayList<>();
  private final List<ExpectedCall> expected = new ArrayList<>();

  private Lab(
      Feed feed,
      Path folder,
      KamailioDatabase database,
      RollcallProcess rollcall,
      int outsidePort,
      Sipp outside) {
    this.feed = feed;
    this.folder = folder;
    this.database = database;
    this.rollcall = rollcall;
    this.outsidePort = outsidePort;
    this.outside = outside;
  }

  /// Starts them all in `folder`.
  static Lab open(Feed feed, Path folder) throws Exception {
    var database = KamailioDatabase.create();
    var rollcall = RollcallProcess.start(folder);
    var port = Ports.udp(Kamailio.TRUNK);
    var options = List.of("-p", Integer.toString(port));
    var outside = Sipp.start(folder.resolve("outside"), "callee", Kamailio.TRUNK, options);
    var lab = new Lab(feed, folder, database, rollcall, port, outside);
    try {
      lab.startKamailio("proxy", Optional.empty());
      lab.startKamailio("sturdy-proxy", Optional.of(database.url()));
    } catch (Exception | AssertionError e) {
      lab.close();
      throw e;
    }
    return lab;
  }

  private void startKamailio(String source, Optional<String> databaseUrl) throws Exception {
    var site = Kamailio.Site.of(source, RollcallProcess.SECRET, rollcall.port());
    rollcall.add(site, feed);
    var definitions = new ArrayList<>(feed.definitions(site));
    definitions.add("TRUNK_URI=\"sip:" + outside() + "\"");
    databaseUrl.ifPresent(
        url -> definitions.addAll(List.of("WITH_DB", "DATABASE_URL=\"" + url + "\"")));
    kamailios.add(Kamailio.start(site, folder.resolve(source), PASSWORDS, definitions));
  }

  RollcallProcess rollcall() {
    return rollcall;
  }

  /// The one that keeps its calls in its memory.
  Kamailio kamailio() {
    return kamailios.getFirst();
  }

  /// The one that keeps them in a database.
  Kamailio sturdyKamailio() {
    return kamailios.getLast();
  }

  /// Its database.
  KamailioDatabase database() {
    return database;
  }

  /// Has a telephone of our own say where it is: `place` is an address and a port.
  void register(String number, String place) throws Exception {
    var password = Objects.requireNonNull(PASSWORDS.get(number));
    var options =
        List.of("-m", "1", "-s", number, "-key", "contact", place, "-au", number, "-ap", password);
    start("register-" + number, kamailio(), "register", Kamailio.ADDRESS, options).calls();
  }

  /// Where calls to the outside arrive.
  String outside() {
    return Kamailio.TRUNK + ":" + outsidePort;
  }

  /// Begins to place calls, whose Call-IDs are `name` and a number from 1 on.
  Sipp place(String name, Kamailio kamailio, Volley volley) throws Exception {
    var lines = Files.writeString(folder.resolve(name + ".csv"), volley.lines());
    var options = new ArrayList<>(List.of("-inf", lines.toString()));
    options.addAll(volley.options());
    return start(name, kamailio, volley.scenario(), volley.address(), options);
  }

  private Sipp start(
      String name, Kamailio kamailio, String scenario, String address, List<String> options)
      throws Exception {
    var all = new ArrayList<>(options);
    all.addAll(List.of("-p", Integer.toString(Ports.udp(address)), "-cid_str", name + "-%u"));
    all.add(Kamailio.ADDRESS + ":" + kamailio.site().sipPort());
    var run = Sipp.start(folder.resolve(name), scenario, address, all);
    runs.add(run);
    return run;
  }

  /// Writes down what calls must become.
  void expect(List<PlacedCall> placed, Function<PlacedCall, ExpectedCall> expectation) {
    placed.forEach(call -> expected.add(expectation.apply(call)));
  }

  /// Waits until the call is shown with that status.
  void awaitStatus(String callId, String status) throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (var row : rollcall.calls()) {
        if (row.callId().equals(callId) && row.text("status").equals(status)) {
          return;
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError(callId + " was never " + status);
  }

  /// Waits until the rows are those of the calls that were placed, no more and no fewer, and each
  /// says what it must: what comes out of order may be known in part for a moment.
  void holdEveryRow() throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        hold(rollcall.calls());
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      Thread.sleep(200);
    }
  }

  private void hold(List<CallRow> rows) {
    assertThat(rows)
        .extracting(CallRow::callId)
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().map(call -> call.placed().callId()).toList());
    var byId = rows.stream().collect(Collectors.toMap(CallRow::callId, row -> row));
    expected.forEach(call -> call.hold(byId.get(call.placed().callId())));
  }

  @Override
  public void close() throws IOException {
    runs.forEach(Sipp::close);
    kamailios.forEach(Kamailio::close);
    outside.close();
    rollcall.close();
  }
}
