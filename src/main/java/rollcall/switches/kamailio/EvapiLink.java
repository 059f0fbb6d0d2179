package rollcall.switches.kamailio;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import rollcall.inbox.InboxKind;
import rollcall.switches.Endpoint;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;
import rollcall.switches.SwitchSocket;

/// Hears what the script of a Kamailio relays by module evapi. There is no login and no heartbeat:
/// silence is normal, and whether the other side is still there, only TCP asks. Immutable, so
/// thread-safe.
public final class EvapiLink implements Link {
  /// The module closes a connection that is one too many as soon as it was made.
  private static final Duration SETTLE = Duration.ofMillis(300);

  private static final String CLOSED_AT_ONCE =
      "It closed the connection at once; module evapi takes 8 clients at most, and its script may"
          + " refuse some.";

  private final Endpoint endpoint;
  private final LinkSettings settings;
  private final Runnable onConnection;

  /// To where module evapi listens; `onConnection` is run after each connection was made, as what
  /// was said before it is missing.
  public EvapiLink(Endpoint endpoint, LinkSettings settings, Runnable onConnection) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.onConnection = onConnection;
  }

  @Override
  public String peer() {
    return "the events of Kamailio at " + endpoint;
  }

  @Override
  public void run(LinkHost host) throws IOException, InterruptedException {
    try (var socket = SwitchSocket.connect(endpoint, settings.answerWithin())) {
      var messages = settled(socket);
      host.connected("module evapi of a Kamailio");
      onConnection.run();
      for (var message = messages.next(); message.isPresent(); message = messages.next()) {
        host.hear(InboxKind.KAMAILIO, message.get());
      }
    } catch (IOException e) {
      throw SwitchSocket.explained(e);
    }
  }

  private Netstrings settled(SwitchSocket socket) throws IOException {
    var messages = new Netstrings(socket, settings.silence());
    if (!messages.isKept(SETTLE)) {
      throw new IOException(CLOSED_AT_ONCE);
    }
    return messages;
  }

  @Override
  public List<String> probe() throws IOException, InterruptedException {
    try (var socket = SwitchSocket.connect(endpoint, settings.answerWithin())) {
      settled(socket);
      return List.of("Something listens at " + endpoint + " and keeps the connection.");
    } catch (IOException e) {
      throw SwitchSocket.explained(e);
    }
  }
}
