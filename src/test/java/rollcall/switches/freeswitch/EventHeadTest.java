package rollcall.switches.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventHeadTest {
  private static final Path LIVE = Path.of("src/test/resources/rollcall/live");

  private static EventHead head(String event) {
    return EventHead.of(event.getBytes(UTF_8));
  }

  @Test
  void isTheSameInJsonAndPlain() throws Exception {
    var plain = Files.readString(LIVE.resolve("freeswitch-plain.txt"));
    var json = Files.readAllLines(LIVE.resolve("freeswitch/answered.jsonl")).getFirst();

    assertThat(head(plain))
        .isEqualTo(head(json))
        .isEqualTo(
            new EventHead(
                "CHANNEL_CREATE",
                "647375d7-30c1-48ca-aa88-f950d8d3f7f3",
                Optional.of(Instant.parse("2026-11-23T08:58:05.422528Z"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "{\"Event-Name\":7}", "Event-Date-Timestamp: x"})
  void isEmptyWhereNothingIsSaid(String event) {
    assertThat(head(event)).isEqualTo(new EventHead("", "", Optional.empty()));
    assertThat(head(event).mayTellOfACall()).isTrue();
  }

  @Test
  void tellsThoseThatAreOfTheSwitchAlone() {
    assertThat(head("{\"Event-Name\":\"HEARTBEAT\"}").mayTellOfACall()).isFalse();
    assertThat(head("Event-Name: SHUTDOWN\n").mayTellOfACall()).isFalse();
    assertThat(head("{\"Event-Name\":\"HEARTBEAT_2\"}").mayTellOfACall()).isTrue();
    assertThat(head("{\"Event-Name\":\"CHANNEL_UUID\"}").mayTellOfACall()).isTrue();
  }

  @Test
  void nothingThatACallerChoseCountsAsItsName() {
    assertThat(
            head("{\"Event-Name\":\"CHANNEL_CREATE\",\"Caller-Caller-ID-Name\":"
                    + "\"\\\"Event-Name\\\":\\\"HEARTBEAT\"}")
                .name())
        .isEqualTo("CHANNEL_CREATE");
  }
}
