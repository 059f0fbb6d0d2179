package rollcall.switches.kamailio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Delivery;
import rollcall.switches.FakeSwitch;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

/// A module evapi that is a TCP server of the test.
final class EvapiLinkTest {
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(2),
          Duration.ofMillis(400),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));
  private static final String EVENT = "{\"event\":\"initiated\",\"from\":\"Jörg\"}";

  private final RecordingHost host = new RecordingHost();

  private final AtomicInteger connections = new AtomicInteger();

  private EvapiLink link(FakeSwitch kamailio) {
    return new EvapiLink(kamailio.endpoint(), SETTINGS, connections::incrementAndGet);
  }

  private static String frame(String payload) {
    return payload.getBytes(UTF_8).length + ":" + payload + ",";
  }

  private static FakeSwitch saying(String text) {
    return FakeSwitch.listen(
        socket -> {
          socket.getOutputStream().write(text.getBytes(UTF_8));
        });
  }

  private static void stay(Socket socket) throws IOException {
    assertThat(socket.getInputStream().read()).isNegative();
  }

  private Optional<String> end(FakeSwitch kamailio) {
    try (var link = RunningLink.start(link(kamailio), host)) {
      return link.end();
    }
  }

  private List<String> heard() {
    return host.bodies(InboxKind.KAMAILIO);
  }

  @Test
  void hearsEachMessageAsItIs() {
    var second = "{\"a\":\"1:2,\"}";
    try (var kamailio = saying(frame(EVENT) + frame(second) + frame(EVENT))) {
      assertThat(end(kamailio)).isEmpty();
    }
    assertThat(heard()).containsExactly(EVENT, second, EVENT);
    assertThat(host.connections()).containsExactly("module evapi of a Kamailio");
    assertThat(connections).hasValue(1);
  }

  @Test
  void hearsMessagesThatComeInSingleBytes() {
    try (var kamailio =
        FakeSwitch.listen(
            socket -> {
              for (var octet : (frame(EVENT) + frame(EVENT)).getBytes(UTF_8)) {
                socket.getOutputStream().write(octet);
              }
            })) {
      assertThat(end(kamailio)).isEmpty();
    }
    assertThat(heard()).containsExactly(EVENT, EVENT);
  }

  @Test
  void losesNoWholeMessageWhereverTheConnectionIsCut() {
    var all = (frame(EVENT) + frame(EVENT)).getBytes(UTF_8);
    var one = frame(EVENT).getBytes(UTF_8).length;
    for (var cut : IntStream.range(1, all.length).toArray()) {
      host.messages().clear();
      try (var kamailio =
          FakeSwitch.listen(socket -> socket.getOutputStream().write(all, 0, cut))) {
        var end = end(kamailio);
        if (cut == one) {
          assertThat(end).isEmpty();
        } else {
          assertThat(end).contains("The connection ended in the middle of a message.");
        }
      }
      assertThat(heard()).hasSize(cut / one);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"initiated\"}",
        ":abc,",
        "3:abcd,",
        "-3:abc,",
        "12345678901:abc,",
        "HTTP/1.1 400 Bad Request\r\n\r\n"
      })
  void breaksWithWhatIsNoMessage(String text) {
    try (var kamailio = saying(frame(EVENT) + text)) {
      assertThat(end(kamailio))
          .contains("What came is no netstring; module evapi must have netstring_format=1.");
    }
    assertThat(heard()).containsExactly(EVENT);
  }

  @Test
  void takesTheLongestMessageAndNoneThatIsLonger() {
    var longest = "x".repeat(Delivery.MOST_BYTES);
    try (var kamailio = saying(frame(longest) + frame(longest + "x"))) {
      assertThat(end(kamailio)).contains("A message of 1048577 bytes is longer than 1048576.");
    }
    assertThat(heard()).containsExactly(longest);
  }

  @Test
  void waitsAsLongAsItTakesForAMessageButNotForItsRest() {
    try (var kamailio =
        FakeSwitch.listen(
            socket -> {
              Thread.sleep(SETTINGS.silence().multipliedBy(3));
              socket.getOutputStream().write((frame(EVENT) + "20:{").getBytes(UTF_8));
              stay(socket);
            })) {
      assertThat(end(kamailio)).contains("It said nothing for too long.");
    }
    assertThat(heard()).containsExactly(EVENT);
  }

  @Test
  void doesNotWaitForAMessageThatTricklesWithoutEnd() {
    try (var kamailio =
        FakeSwitch.listen(
            socket -> {
              socket.getOutputStream().write((frame(EVENT) + "1000:").getBytes(UTF_8));
              for (var i = 0; i < 1_000; i++) {
                socket.getOutputStream().write('x');
                Thread.sleep(50);
              }
            })) {
      assertThat(end(kamailio)).contains("It said nothing for too long.");
    }
    assertThat(heard()).containsExactly(EVENT);
  }

  @Test
  void isNotConnectedToOneThatClosesAtOnce() {
    try (var kamailio = FakeSwitch.listen(_ -> {})) {
      assertThat(end(kamailio)).hasValueSatisfying(why -> assertThat(why).contains("8 clients"));
    }
    assertThat(host.connections()).isEmpty();
  }

  @Test
  void saysThatNobodyListens() {
    var nobody = FakeSwitch.nobody();
    try (var link =
        RunningLink.start(new EvapiLink(nobody, SETTINGS, connections::incrementAndGet), host)) {
      assertThat(link.end()).contains("Nobody listens at " + nobody + ".");
    }
  }

  @Test
  void endsSoonWhenItIsInterrupted() throws InterruptedException {
    try (var kamailio = FakeSwitch.listen(EvapiLinkTest::stay)) {
      var link = RunningLink.start(link(kamailio), host);
      RecordingHost.await(() -> !host.connections().isEmpty());
      link.close();
      assertThat(link.end()).contains("interrupted");
    }
  }

  @Test
  void tellsOfAConnectionThatIsReset() {
    try (var kamailio =
        FakeSwitch.listen(
            socket -> {
              socket.getOutputStream().write(frame(EVENT).getBytes(UTF_8));
              Thread.sleep(50);
              socket.setSoLinger(true, 0);
            })) {
      assertThat(end(kamailio))
          .hasValueSatisfying(why -> assertThat(why).startsWith("The connection broke: "));
    }
    assertThat(heard()).containsExactly(EVENT);
  }

  @Test
  void canBeProbed() throws Exception {
    try (var kamailio = FakeSwitch.listen(EvapiLinkTest::stay)) {
      assertThat(link(kamailio).probe())
          .containsExactly(
              "Something listens at " + kamailio.endpoint() + " and keeps the connection.");
    }
    var nobody = FakeSwitch.nobody();
    assertThatThrownBy(() -> new EvapiLink(nobody, SETTINGS, connections::incrementAndGet).probe())
        .isInstanceOf(IOException.class)
        .hasMessage("Nobody listens at " + nobody + ".");
  }
}
