package rollcall.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a command supposes the server: what it is told, or what the server is told by the same
/// environment or file. One thread.
final class ServerUrlOption {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the switch reaches this server (default: --public-url of the server, or http and"
              + " its --host and --port, as the environment or the file of --config says).")
  private Optional<URI> url = Optional.empty();

  @Option(names = ServerOptions.HOST, hidden = true)
  private String host = ServerOptions.DEFAULT_HOST;

  @Option(names = ServerOptions.PORT, hidden = true)
  private int port = ServerOptions.DEFAULT_PORT;

  @Option(names = ServerOptions.PUBLIC_URL, hidden = true)
  private Optional<URI> publicUrl = Optional.empty();

  /// The URL. Fails with [UsageFault] when it is none of HTTP.
  URI url() {
    var found = url.or(() -> publicUrl).orElseGet(this::ofThisMachine);
    if (found.getHost() == null
        || !("http".equals(found.getScheme()) || "https".equals(found.getScheme()))) {
      throw new UsageFault("--url must be like http://127.0.0.1:4000, not " + found + ".");
    }
    return found;
  }

  private URI ofThisMachine() {
    var address = isEveryAddress() ? ServerOptions.DEFAULT_HOST : host;
    return URI.create(
        "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port);
  }

  private boolean isEveryAddress() {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException _) {
      // The server will not start; what is printed shows the name.
      return false;
    }
  }
}
