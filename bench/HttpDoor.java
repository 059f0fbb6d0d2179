package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A door that takes one event a request, over connections that stay open: each sends the next
/// event when the one before was answered. A `visible` one shows the call when it answers.
record HttpDoor(
    String name,
    String source,
    Story story,
    Requests requests,
    int port,
    int connections,
    boolean isVisibleAtOnce)
    implements Door {
  /// Makes the request of an event. Thread-safe.
  interface Requests {
    byte[] of(byte[] body, long event);
  }

  @Override
  public Answers send(Pace pace, Sent sent) throws IOException, InterruptedException {
    var answers = new Answers();
    var senders = new ArrayList<Future<Void>>();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (var i = 0; i < connections; i++) {
        senders.add(threads.submit(() -> sendAll(pace, sent, answers)));
      }
      for (var sender : senders) {
        sender.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(name + ": " + e.getCause(), e);
    }
    return answers;
  }

  private Void sendAll(Pace pace, Sent sent, Answers answers) throws IOException {
    try (var connection = new HttpConnection(port)) {
      for (var turn = pace.next(); turn != null; turn = pace.next()) {
        var request = requests.of(story.event(turn.event()), turn.event());
        sent.sent(turn);
        var status = connection.status(request);
        if (status == 503) {
          answers.refused();
        } else if (status / 100 == 2 && status != 202) {
          answers.taken(System.nanoTime() - turn.due());
        } else {
          throw new IOException("status " + status);
        }
      }
    }
    return null;
  }
}
