package rollcall.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.process.PackedProgram;
import rollcall.process.ServerProcess;

/// A server with a source behind every kind of door, at the same port each time it is started. One
/// thread.
final class Site implements AutoCloseable {
  private static final String ORGANISATION = "Acme";

  private final Path folder;
  private final Map<String, String> environment;
  private final int port;
  private final UUID organisation;
  private final List<HttpLine> senders = new ArrayList<>();
  private final List<LinkLine> switches;
  private ServerProcess server;

  private Site(Path folder, Map<String, String> environment) throws Exception {
    this.folder = folder;
    this.environment = environment;
    this.port = freePort();
    var created =
        PackedProgram.run(
            environment, "organisation", "create", ORGANISATION, "--data", data().toString());
    assertThat(created.code()).as(created.err()).isZero();
    this.organisation = UUID.fromString(created.out().strip());
    this.switches =
        List.of(new EventSocketLine("esl"), new EvapiLine("evapi"), new ManagerLine("pbx"));
    Files.writeString(folder.resolve("sources.json"), sources());
    this.server = serve();
    addSenders();
  }

  /// Starts one with its files in `folder`, and in that environment.
  static Site start(Path folder, Map<String, String> environment) throws Exception {
    return new Site(folder, environment);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private String sources() throws IOException {
    var settings = new LinkedHashMap<String, String>();
    settings.put("fs", source("freeswitch", Languages.SECRET, ""));
    settings.put("sip", source("kamailio", Languages.SECRET, ""));
    settings.put("shop", source("webhook", Languages.SECRET, ""));
    settings.put("cloud", source("twilio", Languages.SECRET, ""));
    var types = Map.of("esl", "freeswitch", "evapi", "kamailio", "pbx", "asterisk");
    for (var line : switches) {
      settings.put(
          line.source(), source(types.get(line.source()), line.secret(), ", " + line.settings()));
    }
    return settings.entrySet().stream()
        .map(entry -> "{\"name\": \"" + entry.getKey() + "\", " + entry.getValue() + "}")
        .collect(Collectors.joining(", ", "{\"sources\": [", "]}"));
  }

  private String source(String type, String secret, String more) throws IOException {
    var file = Files.createTempFile(folder, "secret", "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, secret + "\n");
    return "\"type\": \"%s\", \"organisation\": \"%s\", \"secret_file\": \"%s\"%s"
        .formatted(type, ORGANISATION, file, more);
  }

  private ServerProcess serve() throws Exception {
    var arguments = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
    arguments.addAll(List.of("--data", data().toString()));
    arguments.addAll(List.of("--sources", folder.resolve("sources.json").toString()));
    arguments.addAll(List.of("--resync-every", "1s", "--missing-for", "1s"));
    var options = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
    return ServerProcess.start(options, environment, data(), arguments);
  }

  private void addSenders() {
    senders.add(new HttpLine("fs", port, Languages.jsonCdr("fs")));
    senders.add(new HttpLine("sip", port, Languages.kamailio("sip")));
    senders.add(new HttpLine("shop", port, Languages.webhook("shop")));
    senders.add(new HttpLine("cloud", port, Languages.twilio("cloud")));
    senders.add(new HttpLine("crm", port, Languages.api(server.token(organisation))));
  }

  /// Those who post, and post again.
  List<HttpLine> senders() {
    return senders;
  }

  /// Those to which the server connects.
  List<LinkLine> switches() {
    return switches;
  }

  /// All of them.
  List<Line> lines() {
    return Stream.<Line>concat(senders.stream(), switches.stream()).toList();
  }

  /// Returns when the server listens to every switch.
  void awaitListening() throws InterruptedException {
    var deadline = System.nanoTime() + 60_000_000_000L;
    while (!switches.stream().allMatch(LinkLine::isHeard)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the server does not connect to every switch");
      }
      Thread.sleep(10);
    }
  }

  ServerProcess server() {
    return server;
  }

  /// Ends the server as by `kill -9`.
  void kill() throws IOException {
    server.program().kill();
    switches.forEach(LinkLine::hungUp);
    server.close();
  }

  /// Starts the server again.
  void restart() throws Exception {
    server = serve();
  }

  @Override
  public void close() throws IOException {
    server.close();
    lines().forEach(Line::close);
  }
}
