package rollcall.switches.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.switches.Endpoint;
import rollcall.switches.FakeSwitch;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

/// How a session with an event socket begins, or does not.
final class EventSocketLoginTest {
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  private final FakeFreeSwitch pbx = new FakeFreeSwitch();
  private final RecordingHost host = new RecordingHost();

  @AfterEach
  void close() {
    pbx.close();
  }

  private static EventSocketLink link(Endpoint endpoint, String user, String secret) {
    return new EventSocketLink(
        endpoint, Optional.of(user).filter(it -> !it.isEmpty()), secret, SETTINGS);
  }

  /// Why a link ends that logs in like that.
  private String end(String user, String secret) {
    return end(link(pbx.endpoint(), user, secret));
  }

  private String end(EventSocketLink link) {
    try (var running = RunningLink.start(link, host)) {
      return running.end().orElseThrow();
    }
  }

  /// A user without a domain is that of the doors alone.
  @ParameterizedTest
  @ValueSource(strings = {"", "rollcall", "rollcall@pbx"})
  void logsInAsAUserOrWithThePasswordAlone(String user) throws Exception {
    try (var _ = RunningLink.start(link(pbx.endpoint(), user, FakeFreeSwitch.SECRET), host)) {
      RecordingHost.await(() -> !host.connections().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rollcall@pbx"})
  void saysThatThePasswordIsRefused(String user) {
    assertThat(end(user, "wrong-one"))
        .isEqualTo(
            "It refuses the password"
                + (user.isEmpty() ? "" : " of rollcall@pbx")
                + " (-ERR invalid).");
  }

  @Test
  void saysWhatIsRefusedInALineOfBoundedLengthWithoutTheSecret() {
    pbx.refusal = "-ERR \u001b[2J no wrong-one here" + "!".repeat(5_000);
    assertThat(end("", "wrong-one"))
        .startsWith("It refuses the password (-ERR [2J no … here!!")
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret\n\napi shutdown", "s3cret\r", "s3\0cret"})
  void sendsNoSecretThatIsMoreThanALine(String secret) {
    assertThat(end("", secret)).contains("The secret has a line break").doesNotContain("cret\n");
    assertThatThrownBy(link(pbx.endpoint(), "", secret)::probe)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line break");
    assertThat(pbx.commands).isEmpty();
  }

  @Test
  void sendsNoUserThatIsMoreThanALine() {
    assertThat(end("a@b\n\napi shutdown", FakeFreeSwitch.SECRET)).contains("The user has a line");
  }

  @Test
  void saysThatItsAddressIsNotAllowed() {
    pbx.greeting =
        "Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n";
    assertThat(end("", FakeFreeSwitch.SECRET)).contains("access list");
  }

  @Test
  void saysThatEventsAreNotAllowed() {
    pbx.subscribed = "-ERR permission denied";
    assertThat(end("rollcall@pbx", FakeFreeSwitch.SECRET))
        .contains("CHANNEL_HANGUP_COMPLETE", "-ERR permission denied");
  }

  @Test
  void saysThatNobodyListens() {
    assertThat(end(link(FakeSwitch.nobody(), "", "any"))).contains("Nobody listens");
  }

  @Test
  void saysThatTheConnectionWasClosed() {
    try (var other = FakeSwitch.listen(_ -> {})) {
      assertThat(end(link(other.endpoint(), "", "any")))
          .isEqualTo("It closed the connection at login.");
    }
  }

  @Test
  void waitsNoLongerForAPeerThatSaysALittleNowAndThen() {
    try (var slow =
        FakeSwitch.listen(
            socket -> {
              for (var octet : "X: a line that takes its time, ".repeat(40).getBytes(UTF_8)) {
                socket.getOutputStream().write(octet);
                Thread.sleep(20);
              }
            })) {
      var began = System.nanoTime();
      assertThat(end(link(slow.endpoint(), "", "any")))
          .isEqualTo("It did not take the login in time.");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void mayBeSlowOnceItIsLoggedIn() throws Exception {
    try (var running = RunningLink.start(link(pbx.endpoint(), "", FakeFreeSwitch.SECRET), host)) {
      RecordingHost.await(() -> !host.connections().isEmpty());
      Thread.sleep(700);
      assertThat(running.isRunning()).isTrue();
    }
  }

  @Test
  void neverShowsTheSecret() {
    assertThat(new Credentials(Optional.of("a@b"), "s3cret").toString()).isEqualTo("a@b");
    assertThat(new Credentials(Optional.empty(), "s3cret").toString()).doesNotContain("s3cret");
  }
}
