package rollcall.switches.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import rollcall.switches.Endpoint;
import rollcall.switches.FakeSwitch;

/// An event socket that speaks as a FreeSWITCH does: log in, subscribe, answers in order with
/// events in between.
public final class FakeFreeSwitch implements AutoCloseable {
  /// The password of the event socket, and of the user `rollcall@pbx`.
  public static final String SECRET = "s3cret pass:word";

  /// The list of no channels.
  public static final String EMPTY = "{\"row_count\":0}";

  /// What a list says that is none.
  public static final String NO_LIST = "-ERR permission denied\n";

  /// What it was told, in order.
  public final List<String> commands = new CopyOnWriteArrayList<>();

  private final Map<String, String> dumps = new ConcurrentHashMap<>();
  private final BlockingQueue<byte[]> toSay = new LinkedBlockingQueue<>();
  private volatile String channels = EMPTY;
  volatile String status =
      "UP 0 years, 0 days, 1 hour, 2 minutes, 3 seconds, 4 milliseconds, 5 microseconds\n"
          + "FreeSWITCH (Version 1.10.12-release  64bit) is ready\n";
  volatile String exists = "false";
  volatile String refusal = "-ERR invalid";
  volatile String subscribed = "+OK event listener enabled json";
  volatile boolean isMute;
  volatile String greeting = "Content-Type: auth/request\n\n";
  private final FakeSwitch server = FakeSwitch.listen(this::talk);

  /// Where it listens.
  public Endpoint endpoint() {
    return server.endpoint();
  }

  /// Has it say an event in JSON to whoever is connected.
  public void say(String event) {
    say(frame("text/event-json", event));
  }

  /// Has it say `bytes` to whoever is connected.
  public void say(byte[] bytes) {
    toSay.add(bytes);
  }

  /// Answers with `list` from now on when it is asked for its channels.
  public void list(String list) {
    channels = list;
  }

  /// Does not say from now on since when it runs.
  public void sayNoUptime() {
    status = "";
  }

  /// Describes the channel `uuid` as `dump` from now on.
  public void describe(String uuid, String dump) {
    dumps.put(uuid, dump);
  }

  /// Has no channel `uuid` from now on.
  public void forget(String uuid) {
    dumps.remove(uuid);
  }

  /// A frame with a body.
  public static byte[] frame(String type, String body) {
    return ("Content-Length: "
            + body.getBytes(UTF_8).length
            + "\nContent-Type: "
            + type
            + "\n\n"
            + body)
        .getBytes(UTF_8);
  }

  /// Ends the connection when all before was said.
  public void hangUp() {
    toSay.add(new byte[0]);
  }

  /// A list of channels.
  public static String rows(String... rows) {
    return "{\"row_count\":" + rows.length + ",\"rows\":[" + String.join(",", rows) + "]}";
  }

  /// A channel in a list, and the call that it belongs to.
  public static String row(String uuid, String callUuid) {
    return "{\"uuid\":\"%s\",\"call_uuid\":\"%s\",\"state\":\"CS_EXECUTE\"}"
        .formatted(uuid, callUuid);
  }

  private void talk(Socket socket) throws IOException, InterruptedException {
    var out = socket.getOutputStream();
    out.write(greeting.getBytes(UTF_8));
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    var login = command(in);
    if (!login.equals("auth " + SECRET) && !login.equals("userauth rollcall@pbx:" + SECRET)) {
      out.write(("Content-Type: command/reply\nReply-Text: " + refusal + "\n\n").getBytes(UTF_8));
      out.write(frame("text/disconnect-notice", "Disconnected, goodbye.\n"));
      return;
    }
    out.write("Content-Type: command/reply\nReply-Text: +OK accepted\n\n".getBytes(UTF_8));
    commands.add(command(in));
    out.write(("Content-Type: command/reply\nReply-Text: " + subscribed + "\n\n").getBytes(UTF_8));
    var answerer = Thread.startVirtualThread(() -> answer(in, out));
    try {
      for (var next = toSay.take(); next.length > 0; next = toSay.take()) {
        write(out, next);
      }
      // To close with something unread would take back what was said.
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } finally {
      answerer.interrupt();
    }
  }

  private void answer(BufferedReader in, OutputStream out) {
    try {
      while (true) {
        var command = command(in);
        commands.add(command);
        if (!isMute) {
          write(out, frame("api/response", answer(command)));
        }
      }
    } catch (IOException _) {
      // The link has gone.
    }
  }

  private String answer(String command) {
    return switch (command) {
      case "api status" -> status;
      case "api show channels as json" -> channels;
      default -> {
        var words = command.split(" ");
        yield words[1].equals("uuid_exists")
            ? exists
            : dumps.getOrDefault(words[2], "-ERR No such channel!\n");
      }
    };
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    synchronized (out) {
      out.write(bytes);
    }
  }

  private static String command(BufferedReader in) throws IOException {
    var command = in.readLine();
    var blank = in.readLine();
    if (command == null || blank == null || !blank.isEmpty()) {
      throw new IOException("the link has gone, or said more than a line: " + command);
    }
    return command;
  }

  @Override
  public void close() {
    server.close();
  }
}
