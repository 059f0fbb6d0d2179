package rollcall.switches.freeswitch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Unreadable;
import rollcall.ingest.freeswitch.ChannelList;
import rollcall.switches.Endpoint;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;
import rollcall.switches.SwitchSocket;

/// Hears the events of a FreeSWITCH over its event socket, and asks it which calls it has. One runs
/// at a time; it remembers from one connection to the next which process it heard.
public final class EventSocketLink implements Link {
  /// The longest event that is taken, as at the doors; real ones have some 12 kB.
  static final int MOST_EVENT_BYTES = 1 << 20;

  private static final String EVENTS =
      "CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER CHANNEL_BRIDGE"
          + " CHANNEL_HANGUP_COMPLETE CHANNEL_UUID HEARTBEAT SHUTDOWN";

  private final Endpoint endpoint;
  private final Optional<String> user;
  private final String secret;
  private final LinkSettings settings;
  private final LastHeard lastHeard = new LastHeard();

  /// To the event socket at `endpoint`. A `user` has the form `name@domain` and logs in as such;
  /// without one the password is that of the event socket.
  public EventSocketLink(
      Endpoint endpoint, Optional<String> user, String secret, LinkSettings settings) {
    this.endpoint = endpoint;
    this.user = user.filter(it -> it.contains("@"));
    this.secret = secret;
    this.settings = settings;
  }

  @Override
  public String peer() {
    return "the event socket " + endpoint;
  }

  @Override
  public void run(LinkHost host) throws IOException, InterruptedException {
    var failure = new AtomicReference<IOException>();
    try (var socket = SwitchSocket.connect(endpoint, settings.answerWithin())) {
      var events = new EventSocket(socket, settings.answerWithin());
      events.login(user, secret);
      events.subscribe(EVENTS);
      socket.patience(settings.silence());
      var inquiry = new Inquiry(events, host, settings, lastHeard);
      var asker =
          Thread.ofVirtual()
              .name("inquiry at " + endpoint)
              .start(() -> ask(inquiry, socket, failure));
      try {
        read(events, host, inquiry);
      } finally {
        asker.interrupt();
      }
    } catch (IOException e) {
      // Who asked closed the connection, and knows why.
      throw SwitchSocket.explained(Optional.ofNullable(failure.get()).orElse(e));
    }
  }

  private static void ask(
      Inquiry inquiry, SwitchSocket socket, AtomicReference<IOException> failure) {
    try {
      inquiry.run();
    } catch (InterruptedException _) {
      // The connection has ended.
    } catch (IOException | RuntimeException e) {
      failure.set(
          e instanceof IOException io ? io : new IOException("It cannot be asked: " + e, e));
      close(socket);
    }
  }

  private static void close(SwitchSocket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use any more.
    }
  }

  private void read(EventSocket events, LinkHost host, Inquiry inquiry)
      throws IOException, InterruptedException {
    for (var next = events.next(); next.isPresent(); next = events.next()) {
      var frame = next.get();
      if (frame.isEvent()) {
        hear(frame.body(), host, inquiry);
      } else if (frame.type().equals("text/disconnect-notice")) {
        host.notice("It says goodbye: " + frame.text().replaceAll("\\s+", " "));
      }
    }
  }

  private void hear(byte[] event, LinkHost host, Inquiry inquiry) throws InterruptedException {
    if (event.length > MOST_EVENT_BYTES) {
      host.notice("An event of " + event.length + " bytes is too long and was passed over.");
      return;
    }
    if (lastHeard.hear(event)) {
      inquiry.hurry();
    }
    if (Heartbeat.isNone(event)) {
      host.hear(InboxKind.FREESWITCH_EVENT, event);
    }
  }

  @Override
  public List<String> probe() throws IOException, InterruptedException {
    try (var socket = SwitchSocket.connect(endpoint, settings.answerWithin())) {
      var events = new EventSocket(socket, settings.answerWithin());
      events.login(user, secret);
      events.subscribe(EVENTS);
      Thread.ofVirtual().start(() -> readAnswers(events));
      var status = Status.of(events.api("status"));
      var channels = ChannelList.read(events.api("show channels as json")).rows().size();
      return List.of(status.words() + ", with " + channels + " channels, sends events.");
    } catch (Unreadable e) {
      throw new IOException(e.reason(), e);
    } catch (IOException e) {
      throw SwitchSocket.explained(e);
    }
  }

  private static void readAnswers(EventSocket events) {
    try {
      for (var next = events.next(); next.isPresent(); next = events.next()) {}
    } catch (IOException _) {
      // Who waits for an answer will not have it, and says so.
    }
  }
}
