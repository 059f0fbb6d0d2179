package rollcall.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Real SIP calls: sipp calls sipp through a Kamailio with the configuration that is shipped, and
/// each call must have exactly one row, with what whoever placed it saw.
@ParameterizedClass(name = "{0}")
@EnumSource(Feed.class)
final class SipCallsIT {
  private static final Duration ABSENCE = Duration.ofSeconds(5);

  @TempDir static Path folder;
  private static Lab lab;
  @Parameter Feed feed;

  @BeforeAll
  static void needPrograms() throws Exception {
    SipPrograms.require();
  }

  @BeforeParameterizedClassInvocation
  static void open(Feed feed) throws Exception {
    lab = Lab.open(feed, Files.createDirectory(folder.resolve(feed.name())));
  }

  @AfterParameterizedClassInvocation
  static void close() throws Exception {
    lab.close();
  }

  private static Sipp one(String name, String scenario, Caller caller, String number)
      throws Exception {
    return lab.place(name, lab.kamailio(), Volley.single(scenario, caller, number));
  }

  private static Volley manyTalks(int calls, int perSecond) {
    var callers = List.of(Lab.ALICE, Lab.BOB);
    return new Volley(
        "caller", callers, Lab.Number.ANSWERS, calls, perSecond, Duration.ofSeconds(1));
  }

  @Test
  void tellsEveryOutcome() throws Exception {
    lab.register(Lab.Number.TELEPHONE, lab.outside());
    lab.register(Lab.Number.DEAD_TELEPHONE, Kamailio.ADDRESS + ":" + Ports.udp(Kamailio.ADDRESS));
    var outcomes = new LinkedHashMap<Sipp, String>();
    outcomes.put(one("answered", "caller", Lab.ALICE, Lab.Number.ANSWERS), "completed");
    outcomes.put(one("hung-up", "patient-caller", Lab.BOB, "15550001201"), "completed");
    outcomes.put(one("busy", "caller", Lab.ALICE, "15550001486"), "busy");
    outcomes.put(one("rings-out", "caller", Lab.BOB, Lab.Number.RINGS), "no_answer");
    outcomes.put(one("unavailable", "caller", Lab.ALICE, "15550001503"), "failed");
    outcomes.put(one("unknown", "caller", Lab.BOB, "15550001404"), "failed");
    outcomes.put(one("declined", "caller", Lab.ALICE, "15550001603"), "busy");
    outcomes.put(one("gives-up", "impatient-caller", Lab.ALICE, Lab.Number.RINGS), "cancelled");
    outcomes.put(one("dead", "caller", Lab.BOB, Lab.Number.DEAD_TELEPHONE), "failed");
    var inbound = one("inbound", "trunk", Lab.STRANGER, Lab.Number.TELEPHONE);

    for (var outcome : outcomes.entrySet()) {
      lab.expect(outcome.getKey().calls(), call -> expected(call, outcome.getValue()));
    }
    lab.expect(inbound.calls(), call -> expected(call, "completed"));

    lab.holdEveryRow();
  }

  @Test
  void makesNoCallOfOneThatIsRefusedForItsPassword() throws Exception {
    var liar = Caller.telephone(Lab.ALICE.number(), "1001", "sesame");
    var refused = one("refused", "refused-caller", liar, Lab.Number.ANSWERS).calls();
    var after = one("after-refusal", "caller", Lab.ALICE, Lab.Number.ANSWERS).calls();

    assertThat(refused).isEmpty();
    lab.expect(after, call -> expected(call, "completed"));

    lab.holdEveryRow();
  }

  @Test
  void endsACallWhoseEndIsNeverHeard() throws Exception {
    var placed = one("vanishes", "vanishing-caller", Lab.ALICE, Lab.Number.ANSWERS).calls();

    lab.expect(placed, SipCallsIT::expectedToExpire);

    lab.holdEveryRow();
  }

  @Test
  void endsACallThatKamailioDoesNotHaveAnyMore() throws Exception {
    var run = one("forgotten", "vanishing-caller", Lab.ALICE, Lab.Number.ANSWERS);
    lab.awaitStatus("forgotten-1", "answered");
    // It keeps its calls in its memory.
    lab.kamailio().restart();

    var ended = Instant.now();
    lab.expect(
        run.calls(),
        call ->
            ExpectedCall.of(
                call,
                lab.kamailio().site().source(),
                caller(call),
                "completed",
                ended,
                Duration.ofSeconds(4)));

    lab.holdEveryRow();
    assertThat(lab.rollcall().endSource("forgotten-1")).isEqualTo("resync");
  }

  private static ExpectedCall expectedToExpire(PlacedCall call) {
    var expiry = call.answered().orElseThrow().plus(Kamailio.LONGEST_CALL);
    // Kamailio looks once a second which calls have lasted too long.
    var slack = Duration.ofMillis(2500);
    return ExpectedCall.of(
        call, lab.kamailio().site().source(), caller(call), "completed", expiry, slack);
  }

  @Test
  void losesNoCallWhileRollcallIsAway() throws Exception {
    var calls = lab.place("absence", lab.kamailio(), manyTalks(80, 8));
    Thread.sleep(2_000); // some calls are over, some begin, some end while it is away
    lab.rollcall().vanish(ABSENCE);

    var placed = calls.calls();
    assertThat(placed).hasSize(80);
    lab.expect(placed, call -> expected(call, "completed"));

    lab.holdEveryRow();
  }

  @Test
  void losesNoCallThatIsUnderWayWhenKamailioIsRestarted() throws Exception {
    var runs = new LinkedHashMap<Kamailio, Sipp>();
    var volley =
        new Volley("caller", List.of(Lab.ALICE), Lab.Number.ANSWERS, 3, 10, Duration.ofSeconds(6));
    for (var kamailio : List.of(lab.kamailio(), lab.sturdyKamailio())) {
      var name = "restart-of-" + kamailio.site().source();
      runs.put(kamailio, lab.place(name, kamailio, volley));
    }
    Thread.sleep(1_500); // all of them talk
    for (var kamailio : runs.keySet()) {
      kamailio.restart();
    }

    for (var run : runs.entrySet()) {
      var source = run.getKey().site().source();
      lab.expect(
          run.getValue().calls(), call -> ExpectedCall.of(call, source, caller(call), "completed"));
    }

    lab.holdEveryRow();
    assertThat(lab.database().answeredCalls())
        .containsExactly(
            "restart-of-sturdy-proxy-1", "restart-of-sturdy-proxy-2", "restart-of-sturdy-proxy-3");
  }

  @Test
  void keepsUpWithFortyCallsASecond() throws Exception {
    var placed = lab.place("load", lab.kamailio(), manyTalks(600, 40)).calls();

    assertThat(placed).hasSize(600);
    lab.expect(placed, call -> expected(call, "completed"));
    lab.holdEveryRow();
    System.out.println(feed + ", 40 calls/s: " + lab.rollcall().lags("load-"));
  }

  @Test
  void showsACallWhileItIsUnderWay() throws Exception {
    var ringing = one("still-rings", "impatient-caller", Lab.ALICE, Lab.Number.RINGS);
    var talking = one("still-talks", "caller", Lab.BOB, Lab.Number.ANSWERS);

    lab.awaitStatus("still-rings-1", "ringing");
    lab.awaitStatus("still-talks-1", "answered");

    lab.expect(ringing.calls(), call -> expected(call, "cancelled"));
    lab.expect(talking.calls(), call -> expected(call, "completed"));
    lab.holdEveryRow();
  }

  private static ExpectedCall expected(PlacedCall call, String status) {
    return ExpectedCall.of(call, lab.kamailio().site().source(), caller(call), status);
  }

  private static Caller caller(PlacedCall call) {
    return List.of(Lab.ALICE, Lab.BOB, Lab.STRANGER).stream()
        .filter(it -> it.number().equals(call.from()))
        .findFirst()
        .orElseThrow();
  }
}
