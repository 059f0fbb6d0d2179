package rollcall.switches.freeswitch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import rollcall.ingest.Unreadable;
import rollcall.ingest.freeswitch.ChannelList;
import rollcall.switches.Endpoint;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;
import rollcall.switches.SwitchSocket;

/// Hears the events of a FreeSWITCH over its event socket, and asks it which calls it has. One runs
/// at a time; it remembers from one connection to the next which processes it heard.
public final class EventSocketLink implements Link {
  private final Endpoint endpoint;
  private final Credentials credentials;
  private final LinkSettings settings;
  private final Processes processes = new Processes();

  /// To the event socket at `endpoint`. A `user` has the form `name@domain` and logs in as such;
  /// without one the password is that of the event socket.
  public EventSocketLink(
      Endpoint endpoint, Optional<String> user, String secret, LinkSettings settings) {
    this.endpoint = endpoint;
    this.credentials = new Credentials(user, secret);
    this.settings = settings;
  }

  @Override
  public String peer() {
    return "the event socket " + endpoint;
  }

  @Override
  public void run(LinkHost host) throws IOException, InterruptedException {
    var failure = new AtomicReference<IOException>();
    try (var socket = EventSocket.open(endpoint, credentials, settings)) {
      var hearing = new Hearing(host, processes);
      var inquiry = new Inquiry(socket, host, hearing, settings, processes);
      var asker =
          Thread.ofVirtual()
              .name("inquiry at " + endpoint)
              .start(() -> ask(inquiry, socket, failure));
      try {
        read(socket, host, hearing, inquiry);
      } finally {
        asker.interrupt();
        asker.join();
      }
    } catch (IOException e) {
      // Who asked closed the connection, and knows why.
      throw SwitchSocket.explained(Optional.ofNullable(failure.get()).orElse(e));
    }
  }

  private static void ask(
      Inquiry inquiry, EventSocket socket, AtomicReference<IOException> failure) {
    try {
      inquiry.run();
    } catch (InterruptedException _) {
      // The connection has ended.
    } catch (IOException e) {
      if (!socket.isOver()) {
        failure.set(e);
        close(socket);
      }
    } catch (RuntimeException | Error e) {
      // Whatever it is: without its answers the connection is of no use.
      failure.set(new IOException("It cannot be asked: " + e, e));
      close(socket);
    }
  }

  private static void close(EventSocket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use any more.
    }
  }

  private static void read(EventSocket socket, LinkHost host, Hearing hearing, Inquiry inquiry)
      throws IOException, InterruptedException {
    for (var next = socket.next(); next.isPresent(); next = socket.next()) {
      var frame = next.get();
      if (frame.isEvent() && hearing.hear(frame.body())) {
        inquiry.hurry();
      }
      if (frame.type().equals("text/disconnect-notice")) {
        host.notice("It says goodbye: " + Said.of(frame.body()));
      }
    }
  }

  @Override
  public List<String> probe() throws IOException, InterruptedException {
    try (var socket = EventSocket.open(endpoint, credentials, settings)) {
      Thread.ofVirtual().start(() -> readAnswers(socket));
      var status = Status.of(socket.api("status"));
      var channels = ChannelList.read(socket.api("show channels as json")).rows().size();
      return List.of(status.words() + ", with " + channels + " channels, sends events.");
    } catch (Unreadable e) {
      throw new IOException(e.reason(), e);
    } catch (IOException e) {
      throw SwitchSocket.explained(e);
    }
  }

  private static void readAnswers(EventSocket socket) {
    try {
      for (var next = socket.next(); next.isPresent(); next = socket.next()) {}
    } catch (IOException _) {
      // Who waits for an answer will not have it, and says so.
    }
  }
}
