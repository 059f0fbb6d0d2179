package rollcall.switches.freeswitch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rollcall.switches.SwitchSocket;

/// A session with an event socket: who logs in, what is asked, and the answers, which come in the
/// order of the questions with events in between. One thread reads; another may ask.
final class EventSocket {
  private static final int MOST_ASKED = 16;

  private final SwitchSocket socket;
  private final Frames frames;
  private final Duration answerWithin;
  private final BlockingQueue<CompletableFuture<Frame>> asked =
      new ArrayBlockingQueue<>(MOST_ASKED);

  EventSocket(SwitchSocket socket, Duration answerWithin) throws IOException {
    this.socket = socket;
    this.frames = new Frames(socket.in());
    this.answerWithin = answerWithin;
  }

  /// Logs in; a `user` is `name@domain`. Fails with a sentence, which never has the secret.
  void login(Optional<String> user, String secret) throws IOException {
    socket.patience(answerWithin);
    await("auth/request");
    send(user.map(it -> "userauth " + it + ":" + secret).orElse("auth " + secret));
    var reply = await("command/reply").reply();
    if (!reply.startsWith("+OK")) {
      throw new IOException(
          user.map(it -> "It refuses the password of " + it).orElse("It refuses the password")
              + " ("
              + reply
              + ").");
    }
  }

  /// Has it send `events`, and waits for its word that it will.
  void subscribe(String events) throws IOException {
    send("event json " + events);
    var reply = await("command/reply").reply();
    if (!reply.startsWith("+OK")) {
      throw new IOException("It sends no events (" + reply + ").");
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
    var frame = frames.next();
    if (frame.isPresent() && frame.get().type().equals("text/rude-rejection")) {
      throw new IOException(
          "It takes no connections from here: its access list for the event socket must allow it.");
    }
    if (frame.isPresent() && frame.get().isAnswer()) {
      var waiting = asked.poll();
      if (waiting != null) {
        waiting.complete(frame.get());
      }
    }
    return frame;
  }

  /// The answer to `api COMMAND`, while another thread reads. After one that did not come the
  /// session is of no use, since what comes next might be it.
  byte[] api(String command) throws IOException, InterruptedException {
    var answer = new CompletableFuture<Frame>();
    if (!asked.offer(answer)) {
      throw new IOException("It answers nothing any more.");
    }
    send("api " + command);
    try {
      return answer.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS).answer();
    } catch (TimeoutException e) {
      throw new IOException("It did not answer to " + command + ".", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("answers do not fail", e);
    }
  }

  private void send(String command) throws IOException {
    socket.send((command + "\n\n").getBytes(StandardCharsets.UTF_8));
  }
}
