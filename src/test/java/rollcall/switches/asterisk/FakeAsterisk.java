package rollcall.switches.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import rollcall.switches.Endpoint;
import rollcall.switches.FakeSwitch;

/// A manager interface that speaks as a real one does: greeting, login, events, answers.
public final class FakeAsterisk implements AutoCloseable {
  /// Who may log in.
  public static final String USER = "rollcall";

  /// With what password.
  public static final String SECRET = "s3cret";

  private static final String CHALLENGE = "840415273";

  /// What it answers to an action that is not its own affair; an answer ends with an empty line.
  volatile Map<String, String> answers = Map.of();

  /// The rows that it lists, without the lines that all of them have.
  public volatile List<String> channels = List.of();

  /// What the last message of a list says of it.
  volatile String listEnd = "EventList: Complete\nListItems: %d\n";

  volatile String greeting = "Asterisk Call Manager/9.0.0";
  volatile boolean isMute;
  volatile long uptimeSeconds = 86_400;
  final List<Map<String, String>> actions = new CopyOnWriteArrayList<>();

  private final FakeSwitch server;
  private final List<OutputStream> sessions = new CopyOnWriteArrayList<>();

  /// What it says after each login, in turn: the last one stays connected, others are closed.
  private final List<byte[]> speeches;

  private volatile int logins;

  /// One that says so, and then what it is told to.
  public FakeAsterisk(byte[]... speeches) {
    this.speeches = List.of(speeches);
    this.server = FakeSwitch.listen(this::talk);
  }

  /// Where it listens.
  public Endpoint endpoint() {
    return server.endpoint();
  }

  static byte[] wire(String text) {
    return text.replace("\n", "\r\n").getBytes(UTF_8);
  }

  /// Says `text` to all that are logged in.
  public void say(String text) {
    sayBytes(wire(text));
  }

  void sayBytes(byte[] bytes) {
    for (var session : sessions) {
      try {
        session.write(bytes);
      } catch (IOException _) {
        // That one has just gone.
        sessions.remove(session);
      }
    }
  }

  /// How many are logged in.
  public int listeners() {
    return sessions.size();
  }

  /// How often somebody logged in so far.
  public int logins() {
    return logins;
  }

  int listsAsked() {
    return (int) actions.stream().filter(it -> "CoreShowChannels".equals(it.get("Action"))).count();
  }

  private void talk(Socket socket) throws IOException {
    var out = socket.getOutputStream();
    try {
      talk(socket, out);
    } finally {
      sessions.remove(out);
    }
  }

  private void talk(Socket socket, OutputStream out) throws IOException {
    out.write(wire(greeting + "\n"));
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    for (var action = read(in); !action.isEmpty(); action = read(in)) {
      actions.add(action);
      if (isMute) {
        continue;
      }
      var response = response(action);
      out.write(wire(response));
      if (response.contains("Authentication failed")) {
        return;
      }
      if (response.contains("Authentication accepted") && !goOn(out)) {
        // To close with something unread would take back what was said.
        socket.shutdownOutput();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        return;
      }
    }
  }

  /// Whether the session goes on after what is said at its beginning.
  private boolean goOn(OutputStream out) throws IOException {
    out.write(
        wire("Event: FullyBooted\nPrivilege: system,all\nUptime: %d\n\n".formatted(uptimeSeconds)));
    if (logins < speeches.size()) {
      out.write(speeches.get(logins));
    }
    logins++;
    sessions.add(out);
    return logins >= speeches.size();
  }

  private static Map<String, String> read(BufferedReader in) throws IOException {
    var action = new TreeMap<String, String>();
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      var parts = line.split(": ", 2);
      action.put(parts[0], parts[1]);
    }
    return action;
  }

  private String response(Map<String, String> action) {
    var id = "ActionID: " + action.get("ActionID") + "\n";
    var name = action.getOrDefault("Action", "");
    if (answers.containsKey(name)) {
      return answers.getOrDefault(name, "").replace("{id}", id);
    }
    return switch (name) {
      case "Challenge" -> "Response: Success\n" + id + "Challenge: " + CHALLENGE + "\n\n";
      case "Login" ->
          isRight(action)
              ? "Response: Success\n" + id + "Message: Authentication accepted\n\n"
              : "Response: Error\n" + id + "Message: Authentication failed\n\n";
      case "Ping" -> "Response: Success\n" + id + "Ping: Pong\n\n";
      case "CoreShowChannels" -> list(id);
      default -> "Response: Error\n" + id + "Message: Invalid/unknown command\n\n";
    };
  }

  private static boolean isRight(Map<String, String> login) {
    return USER.equals(login.get("Username"))
        && (SECRET.equals(login.get("Secret")) || md5(CHALLENGE + SECRET).equals(login.get("Key")));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private String list(String id) {
    var parts = new ArrayList<String>();
    parts.add("Response: Success\n" + id + "EventList: start\nMessage: Channels will follow\n\n");
    var rows = channels;
    rows.forEach(row -> parts.add("Event: CoreShowChannel\n" + id + row + "\n"));
    parts.add("Event: CoreShowChannelsComplete\n" + id + listEnd.formatted(rows.size()) + "\n");
    return String.join("", parts);
  }

  @Override
  public void close() {
    server.close();
  }
}
