package rollcall.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import rollcall.observe.Observation;

/// A server on a free port whose faults are plain text and whose observations are kept.
final class TestServer implements AutoCloseable {
  static final HttpLimits LIMITS = HttpLimits.DEFAULT;

  final HttpServer server;
  final BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();

  TestServer(HttpLimits limits, Handler handler) {
    server =
        HttpServer.start(
            new HttpSettings("127.0.0.1", 0, limits), handler, new Faults(), observations::add);
  }

  TestServer(Handler handler) {
    this(LIMITS, handler);
  }

  /// A server whose answer is the raw target.
  static TestServer echo() {
    return echo(LIMITS);
  }

  static TestServer echo(HttpLimits limits) {
    return new TestServer(limits, (request, response) -> write(response, target(request)));
  }

  static String target(Request request) {
    return request.path() + request.query().map(query -> "?" + query).orElse("");
  }

  static void write(Response response, String text) {
    try {
      response.body().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawClient client() throws IOException {
    return new RawClient(server);
  }

  /// The next observation of the kind, others skipped.
  <T extends Observation> T next(Class<T> kind) throws InterruptedException {
    while (true) {
      var next = observations.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no " + kind.getSimpleName());
      }
      if (kind.isInstance(next)) {
        return kind.cast(next);
      }
    }
  }

  /// What was observed within a moment and not yet taken.
  List<Observation> rest() throws InterruptedException {
    var rest = new ArrayList<Observation>();
    Thread.sleep(Duration.ofMillis(50));
    observations.drainTo(rest);
    return rest;
  }

  @Override
  public void close() {
    server.close();
  }

  static final class Faults implements FaultHandler {
    @Override
    public void failed(Request request, Response response, Throwable cause) {
      response.status(500);
      response.header("Content-Type", "text/plain");
      write(response, "failed " + request.id());
    }

    @Override
    public Document rejected(String requestId, int status, String reason) {
      return new Document("text/plain", "rejected " + requestId + " " + status + " " + reason);
    }
  }
}
