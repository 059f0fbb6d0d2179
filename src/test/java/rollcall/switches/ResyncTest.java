package rollcall.switches;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rollcall.calls.EndSource;
import rollcall.calls.OpenCall;
import rollcall.ingest.Finding;

/// What lists of live calls show, with a patience of 30 s.
final class ResyncTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Resync resync = new Resync(LinkSettings.DEFAULT);

  private static Instant at(int seconds) {
    return START.plus(Duration.ofSeconds(seconds));
  }

  private static List<OpenCall> open(String... callUuids) {
    return List.of(callUuids).stream().map(it -> new OpenCall(it, true, START, START)).toList();
  }

  private static Finding over(String callUuid, int lastSeen) {
    return new Finding(callUuid, at(lastSeen), EndSource.RESYNC);
  }

  @Test
  void namesLiveCallsThatAreNotKnown() {
    var shown = resync.weigh(at(10), Set.of("a", "b"), open("a"));

    assertThat(shown.unknown()).containsExactly("b");
    assertThat(shown.over()).isEmpty();
  }

  @Test
  void aCallIsOverThatIsMissingTwice() {
    assertThat(resync.weigh(at(10), Set.of(), open("a")).over()).isEmpty();
    assertThat(resync.weigh(at(70), Set.of(), open("a")).over()).containsExactly(over("a", 0));
  }

  @Test
  void itWasLastAliveWhenItWasLastListed() {
    resync.weigh(at(10), Set.of("a"), open("a"));
    resync.weigh(at(70), Set.of(), open("a"));
    assertThat(resync.weigh(at(130), Set.of(), open("a")).over()).containsExactly(over("a", 10));
  }

  @Test
  void twoListsAreNotEnoughWhenTheyFollowAtOnce() {
    resync.weigh(at(10), Set.of(), open("a"));
    assertThat(resync.weigh(at(20), Set.of(), open("a")).over()).isEmpty();
    assertThat(resync.weigh(at(39), Set.of(), open("a")).over()).isEmpty();
    assertThat(resync.weigh(at(40), Set.of(), open("a")).over()).containsExactly(over("a", 0));
  }

  @Test
  void aCallThatIsListedAgainIsMissingAnew() {
    resync.weigh(at(10), Set.of(), open("a"));
    resync.weigh(at(70), Set.of("a"), open("a"));
    assertThat(resync.weigh(at(130), Set.of(), open("a")).over()).isEmpty();
  }

  @Test
  void aCallThatWasHeardAfterTheListNeedNotBeInIt() {
    var young = List.of(new OpenCall("a", false, START, at(71)));
    resync.weigh(at(10), Set.of(), young);
    assertThat(resync.weigh(at(70), Set.of(), young).over()).isEmpty();
  }

  @Test
  void aCallThatShowedLifeInBetweenWasAliveThen() {
    resync.weigh(at(10), Set.of("a"), open("a"));
    var later = List.of(new OpenCall("a", true, at(30), at(30)));
    resync.weigh(at(70), Set.of(), later);
    assertThat(resync.weigh(at(130), Set.of(), later).over()).containsExactly(over("a", 30));
  }

  @Test
  void aSwitchThatDiedTookAllWithItThatItHad() {
    var later = new OpenCall("b", true, at(20), at(20));
    var calls = List.of(open("a").getFirst(), later);

    assertThat(Resync.died(at(10), calls)).containsExactly(over("a", 10), over("b", 20));
  }
}
