package bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A switch to which the server connects, and which has no calls when it is asked: everything is
/// told by events.
final class Switch implements Door, AutoCloseable {
  private final String source;
  private final Dialect dialect;
  private final Story story;
  private final ServerSocket server;
  private final CompletableFuture<OutputStream> listener = new CompletableFuture<>();

  private Switch(String source, Dialect dialect, Story story, ServerSocket server) {
    this.source = source;
    this.dialect = dialect;
    this.story = story;
    this.server = server;
  }

  /// One that listens for the server.
  static Switch listen(String source, Dialect dialect, Story story) throws IOException {
    var made =
        new Switch(
            source, dialect, story, new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().name(source).start(made::talk);
    return made;
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public String name() {
    return dialect.words();
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Story story() {
    return story;
  }

  private void talk() {
    try (var socket = server.accept()) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      var out = socket.getOutputStream();
      out.write(dialect.greeting());
      if (!dialect.asks()) {
        listener.complete(out);
      }
      for (var said = block(in); !said.isEmpty(); said = block(in)) {
        synchronized (out) {
          out.write(dialect.answer(said));
        }
        if (dialect.isReady(said)) {
          listener.complete(out);
        }
      }
      throw new IOException("the server closed the connection to " + source);
    } catch (IOException e) {
      listener.completeExceptionally(e);
    }
  }

  private static List<String> block(BufferedReader in) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public Answers send(Pace pace, Sent sent) throws IOException {
    var out = listener.join();
    var buffered = new BufferedOutputStream(out, 1 << 16);
    synchronized (out) {
      for (var turn = pace.next(); turn != null; turn = pace.next()) {
        buffered.write(dialect.frame(story.event(turn.event())));
        sent.sent(turn);
        if (pace.isSteady()) {
          buffered.flush();
        }
      }
      buffered.flush();
    }
    return new Answers();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
