package rollcall.switches.freeswitch;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rollcall.switches.Endpoint;
import rollcall.switches.LinkSettings;
import rollcall.switches.SwitchSocket;

/// A session with an event socket that sends events: what is asked, and the answers, which come in
/// the order of the questions with events in between. One thread reads; another may ask.
final class EventSocket implements Closeable {
  private static final String EVENTS =
      "CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER CHANNEL_BRIDGE"
          + " CHANNEL_HANGUP_COMPLETE CHANNEL_UUID HEARTBEAT SHUTDOWN";
  private static final int MOST_ASKED = 16;

  private final SwitchSocket socket;
  private final Frames frames;
  private final Duration answerWithin;
  private final ReadingTime reading = new ReadingTime();
  private final BlockingQueue<CompletableFuture<Frame>> asked =
      new ArrayBlockingQueue<>(MOST_ASKED);
  private volatile boolean isOver;

  private EventSocket(SwitchSocket socket, Duration answerWithin) throws IOException {
    this.socket = socket;
    this.frames = new Frames(socket.in());
    this.answerWithin = answerWithin;
  }

  /// Connects, logs in and has it send events. Fails with a sentence, which never has the secret.
  static EventSocket open(Endpoint endpoint, Credentials credentials, LinkSettings settings)
      throws IOException {
    var login = credentials.command();
    var socket = SwitchSocket.connect(endpoint, settings.answerWithin());
    try {
      var session = new EventSocket(socket, settings.answerWithin());
      socket.until(System.nanoTime() + settings.answerWithin().toNanos());
      session.login(credentials, login);
      session.subscribe();
      socket.patience(settings.silence());
      return session;
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new IOException("It did not take the login in time.", e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void login(Credentials credentials, String login) throws IOException {
    await("auth/request");
    send(login);
    var reply = await("command/reply").reply();
    if (!reply.startsWith("+OK")) {
      throw new IOException(
          "It refuses the password%s (%s)."
              .formatted(
                  credentials.user().map(it -> " of " + it).orElse(""),
                  Said.of(reply.replace(credentials.secret(), "…"))));
    }
  }

  private void subscribe() throws IOException {
    send("event json " + EVENTS);
    var reply = await("command/reply").reply();
    if (!reply.startsWith("+OK")) {
      throw new IOException(
          "It does not send the events %s (%s).".formatted(EVENTS, Said.of(reply)));
    }
  }

  /// The next frame of that type; others before it are passed over.
  private Frame await(String type) throws IOException {
    while (true) {
      var frame = next().orElseThrow(() -> new IOException("It closed the connection at login."));
      if (frame.type().equals(type)) {
        return frame;
      }
    }
  }

  /// The next frame, and nothing at the end. An answer goes to who asked as well. Fails with a
  /// sentence when the switch does not take this connection.
  Optional<Frame> next() throws IOException {
    var isOpen = false;
    reading.begin();
    try {
      var frame = frames.next();
      if (frame.isPresent() && frame.get().type().equals("text/rude-rejection")) {
        throw new IOException(
            "It takes no connections from here: its access list for the event socket must allow"
                + " it.");
      }
      frame.filter(Frame::isAnswer).ifPresent(this::answer);
      isOpen = frame.isPresent();
      return frame;
    } finally {
      reading.end();
      if (!isOpen) {
        answerNothing();
      }
    }
  }

  /// One that nobody asked for is passed over.
  private void answer(Frame frame) {
    var waiting = asked.poll();
    if (waiting != null) {
      waiting.complete(frame);
    }
  }

  private void answerNothing() {
    isOver = true;
    for (var waiting = asked.poll(); waiting != null; waiting = asked.poll()) {
      waiting.cancel(false);
    }
  }

  /// Whether the reader came to an end, so that no answer comes any more.
  boolean isOver() {
    return isOver;
  }

  /// The answer to `api COMMAND`, while another thread reads; only the time in which that really
  /// reads counts. After one that did not come the session is of no use, since what comes next
  /// might be it.
  byte[] api(String command) throws IOException, InterruptedException {
    var answer = new CompletableFuture<Frame>();
    if (!asked.offer(answer)) {
      throw new IOException("It answers nothing any more.");
    }
    if (isOver) {
      answerNothing();
    }
    var until = reading.elapsed().plus(answerWithin);
    send("api " + command);
    try {
      for (var rest = answerWithin;
          rest.isPositive() || answer.isDone();
          rest = until.minus(reading.elapsed())) {
        var frame = within(answer, rest);
        if (frame.isPresent()) {
          return frame.get().answer();
        }
      }
    } catch (CancellationException e) {
      throw new IOException("It closed the connection.", e);
    }
    throw new IOException("It did not answer to " + command + ".");
  }

  private static Optional<Frame> within(CompletableFuture<Frame> answer, Duration patience)
      throws InterruptedException {
    try {
      return Optional.of(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("answers do not fail", e);
    }
  }

  private void send(String command) throws IOException {
    socket.send((command + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
