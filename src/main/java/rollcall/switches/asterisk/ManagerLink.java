package rollcall.switches.asterisk;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import rollcall.switches.Endpoint;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;
import rollcall.switches.SwitchSocket;

/// Hears the events of an Asterisk over its manager interface, and asks it which channels it has.
/// Of one connection the next knows when Asterisk was last heard. Thread-safe.
public final class ManagerLink implements Link {
  private final Endpoint endpoint;
  private final AmiSession.Credentials credentials;
  private final LinkSettings settings;
  private final AtomicReference<Instant> lastHeard = new AtomicReference<>(Instant.MIN);

  /// To the manager interface at `endpoint`, as `user` of its manager.conf with that secret.
  public ManagerLink(Endpoint endpoint, String user, String secret, LinkSettings settings) {
    this.endpoint = endpoint;
    this.credentials = new AmiSession.Credentials(user, secret);
    this.settings = settings;
  }

  @Override
  public String peer() {
    return "the manager interface " + endpoint;
  }

  @Override
  public void run(LinkHost host) throws IOException, InterruptedException {
    try (var session = open()) {
      host.connected("Asterisk, manager interface " + session.version());
      new Conversation(session, host, settings, lastHeard).run();
    } catch (IOException e) {
      throw SwitchSocket.explained(e);
    }
  }

  private AmiSession open() throws IOException {
    return AmiSession.open(endpoint, credentials, settings.answerWithin());
  }

  @Override
  public List<String> probe() throws IOException, InterruptedException {
    try (var session = open()) {
      var channels = Conversation.listOf(session, settings.answerWithin()).size();
      return List.of(
          "Asterisk with manager interface %s takes the login of %s."
              .formatted(session.version(), credentials.user()),
          "It lists its channels, %d now.".formatted(channels));
    } catch (IOException e) {
      throw SwitchSocket.explained(e);
    }
  }
}
