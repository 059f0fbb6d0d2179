package rollcall.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rollcall.app.Config;
import rollcall.auth.AuthSettings;
import rollcall.auth.SigningSecret;

/// The options that say which installation is meant: its data and its keys. The same for a server
/// and for the commands that work beside it. One thread.
final class InstallationOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with further options: port = 4000.")
  @SuppressWarnings("UnusedVariable") // read by Defaults before the command line is parsed
  private Optional<Path> configFile = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the data (default: a folder of this user).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--jwt-secret",
      paramLabel = "SECRET",
      description =
          "Secret of HS256 tokens, 32 bytes or more; better set as ROLLCALL_JWT_SECRET"
              + " (default: made at first start and kept in the data folder).")
  private Optional<String> jwtSecret = Optional.empty();

  @Option(
      names = "--jwks-url",
      paramLabel = "URL",
      description = "Where the public keys of an issuer of tokens are fetched.")
  private Optional<URI> jwksUrl = Optional.empty();

  @Option(
      names = "--jwks-file",
      paramLabel = "FILE",
      description = "File with the public keys of an issuer of tokens.")
  private Optional<Path> jwksFile = Optional.empty();

  @Option(
      names = "--jwt-issuer",
      paramLabel = "ISS",
      description = "The iss that a token must have (default: any).")
  private Optional<String> issuer = Optional.empty();

  @Option(
      names = "--jwt-audience",
      paramLabel = "AUD",
      description = "The aud that a token must have (default: any).")
  private Optional<String> audience = Optional.empty();

  @Option(
      names = "--jwt-organisation-claim",
      paramLabel = "NAME",
      description = "Claim with the id of the organisation (default: organisation_id).")
  private String organisationClaim = AuthSettings.ORGANISATION_CLAIM;

  @Option(
      names = "--jwt-leeway",
      paramLabel = "TIME",
      description = "How far clocks may differ, at most 60s (default: 30s).")
  private Duration leeway = AuthSettings.DEFAULT_LEEWAY;

  /// The folder of the data.
  Path data() {
    return data.orElseGet(() -> userFolder(System.getenv()));
  }

  /// Whether the operator chose the folder.
  boolean choosesData() {
    return data.isPresent();
  }

  /// How tokens are judged.
  Config.Keys keys() {
    if (jwksUrl.isPresent() && jwksFile.isPresent()) {
      throw new UsageFault("Give --jwks-url or --jwks-file, not both.");
    }
    jwksFile
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> {
              throw new UsageFault("Cannot read the key set " + file + ".");
            });
    if (leeway.compareTo(AuthSettings.MAX_LEEWAY) > 0) {
      throw new UsageFault(
          "--jwt-leeway must be at most " + AuthSettings.MAX_LEEWAY.toSeconds() + "s.");
    }
    try {
      jwtSecret.ifPresent(SigningSecret::ofText);
      Optional<AuthSettings.KeyLocation> location =
          jwksFile
              .<AuthSettings.KeyLocation>map(AuthSettings.KeyLocation.InFile::new)
              .or(() -> jwksUrl.map(AuthSettings.KeyLocation.AtUrl::new));
      return new Config.Keys(jwtSecret, location, issuer, audience, organisationClaim, leeway);
    } catch (IllegalArgumentException e) {
      throw new UsageFault(String.valueOf(e.getMessage()));
    }
  }

  /// Where programs of this user keep data, by the custom of the system.
  private static Path userFolder(Map<String, String> environment) {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var home = under(environment.get("HOME"), Path.of(System.getProperty("user.home", ".")));
    if (system.contains("win")) {
      return under(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local"))
          .resolve("Rollcall");
    }
    if (system.contains("mac")) {
      return home.resolve("Library/Application Support/Rollcall");
    }
    return under(environment.get("XDG_DATA_HOME"), home.resolve(".local/share"))
        .resolve("rollcall");
  }

  private static Path under(@Nullable String configured, Path otherwise) {
    return configured == null || configured.isBlank() ? otherwise : Path.of(configured);
  }
}
