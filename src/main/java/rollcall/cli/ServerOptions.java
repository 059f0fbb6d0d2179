package rollcall.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.app.Config;
import rollcall.http.HttpSettings;

/// The options of a server. One thread.
final class ServerOptions {
  static final String HOST = "--host";
  static final String DEFAULT_HOST = "127.0.0.1";
  static final String PORT = "--port";
  static final int DEFAULT_PORT = 4000;
  static final String PUBLIC_URL = "--public-url";

  @Option(
      names = HOST,
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: 127.0.0.1).")
  private String host = DEFAULT_HOST;

  @Option(
      names = PORT,
      paramLabel = "PORT",
      description = "Port to listen on; 0 chooses a free one (default: 4000).")
  private int port = DEFAULT_PORT;

  @Option(
      names = PUBLIC_URL,
      paramLabel = "URL",
      description =
          "Where others reach this server, for signatures over the URL (default: http or what"
              + " X-Forwarded-Proto says, and the Host of each request).")
  private Optional<URI> publicUrl = Optional.empty();

  @Option(
      names = "--sources",
      paramLabel = "FILE",
      description =
          "JSON file with sources, followed while it changes; those added by command stay"
              + " beside them (docs/sources.md).")
  private Optional<Path> sources = Optional.empty();

  @Mixin private InstallationOptions installation = new InstallationOptions();

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private InboxOptions inbox = new InboxOptions();

  @Mixin private ConnectorOptions connectors = new ConnectorOptions();

  /// The configuration of a server whose data is in `data`.
  Config config(Path data) {
    var keys = installation.keys();
    if (!keys.areConfigured() && !isLoopback()) {
      throw new UsageFault(
          "Listening on "
              + host
              + " lets others in: say whose tokens are good, by ROLLCALL_JWT_SECRET, --jwks-url or"
              + " --jwks-file, or listen on 127.0.0.1.");
    }
    if (host.isBlank()) {
      throw new UsageFault("--host must not be empty; leave it out for 127.0.0.1.");
    }
    if (port < 0 || port > 65_535) {
      throw new UsageFault("--port must be from 0 to 65535, not " + port + ".");
    }
    try {
      return new Config(
          data,
          database.address(),
          keys,
          new HttpSettings(host, port, limits.http()),
          limits.database(),
          limits.api(),
          inbox.settings(),
          connectors.settings(),
          publicUrl(),
          sources);
    } catch (IllegalArgumentException e) {
      throw new UsageFault(String.valueOf(e.getMessage()));
    }
  }

  private Optional<URI> publicUrl() {
    publicUrl
        .filter(
            url ->
                !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    || url.getHost() == null
                    || url.getQuery() != null)
        .ifPresent(
            url -> {
              throw new UsageFault("--public-url " + url + " must be like https://calls.example.");
            });
    return publicUrl;
  }

  InstallationOptions installation() {
    return installation;
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new UsageFault("--host " + host + " is no address of this machine.");
    }
  }
}
