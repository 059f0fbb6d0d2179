package rollcall.sip;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A Kamailio of its own on the loopback, with the configuration that is shipped, of which nothing
/// is changed but what its own first section says. One thread.
final class Kamailio implements AutoCloseable {
  static final Duration SILENT = Duration.ofSeconds(2);
  static final Duration RINGING = Duration.ofSeconds(4);
  static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  /// Where it is, and the trunk.
  static final String ADDRESS = "127.0.0.1";

  static final String TRUNK = "127.0.0.2";

  private static final Path SHIPPED = Path.of("examples/kamailio/kamailio.cfg");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LISTING = "{\"jsonrpc\":\"2.0\",\"method\":\"dlg.list\",\"id\":1}";

  /// Who tells Rollcall of calls, with what secret, and where both are.
  record Site(
      String source, String secret, int rollcallPort, int sipPort, int rpcPort, int evapiPort) {
    static Site of(String source, String secret, int rollcallPort) throws IOException {
      return new Site(source, secret, rollcallPort, Ports.udp(ADDRESS), Ports.tcp(), Ports.tcp());
    }
  }

  private final Site site;
  private final Path folder;
  private final List<String> command;
  private Process process;

  private Kamailio(Site site, Path folder, List<String> command) throws IOException {
    this.site = site;
    this.folder = folder;
    this.command = command;
    this.process = launch();
  }

  /// Starts one in `folder`, which it makes; telephones may call by `passwords`, and `definitions`
  /// say what else is to be set.
  static Kamailio start(
      Site site, Path folder, Map<String, String> passwords, List<String> definitions)
      throws Exception {
    Files.createDirectory(folder);
    var configuration = Files.copy(SHIPPED, folder.resolve("kamailio.cfg"));
    Files.writeString(
        folder.resolve("telephones.cfg"),
        passwords.entrySet().stream()
            .map(it -> "$sht(passwords=>%s) = \"%s\";\n".formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining()));
    var all = new ArrayList<>(definitions);
    all.add("SIP_SOCKET=udp:" + ADDRESS + ":" + site.sipPort());
    all.add("RPC_SOCKET=tcp:" + ADDRESS + ":" + site.rpcPort());
    all.add("TRUNK_ADDRESS=\"" + TRUNK + "\"");
    all.add("SILENT_MILLIS=" + SILENT.toMillis());
    all.add("RINGING_MILLIS=" + RINGING.toMillis());
    all.add("LONGEST_CALL_SECONDS=" + LONGEST_CALL.toSeconds());
    var kamailio = new Kamailio(site, folder, command(configuration, all));
    kamailio.awaitReady();
    return kamailio;
  }

  private static List<String> command(Path configuration, List<String> definitions) {
    var command = new ArrayList<>(List.of(SipPrograms.KAMAILIO, "-DD", "-E"));
    command.addAll(List.of("-f", configuration.toString()));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody", "-g", "nogroup"));
    }
    definitions.forEach(definition -> command.addAll(List.of("-A", definition)));
    return command;
  }

  private Process launch() throws IOException {
    var log = ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile());
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private void awaitReady() throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (isReady()) {
        return;
      }
      Thread.sleep(20);
    }
    close();
    throw new AssertionError("Kamailio does not start: " + log());
  }

  private boolean isReady() throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + ADDRESS + ":" + site.rpcPort() + "/RPC"))
            .timeout(Duration.ofSeconds(1))
            .POST(HttpRequest.BodyPublishers.ofString(LISTING))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("\"result\"");
    } catch (IOException _) {
      // Not yet.
      return false;
    }
  }

  Site site() {
    return site;
  }

  /// What it said so far.
  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /// Stops it as an operator does, and starts it anew at the same place.
  void restart() throws Exception {
    stop();
    process = launch();
    awaitReady();
  }

  private void stop() {
    var children = process.descendants().toList();
    process.destroy();
    try {
      process.onExit().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } finally {
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
