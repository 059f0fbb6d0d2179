package rollcall.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import rollcall.api.Api;
import rollcall.auth.AuthSettings;
import rollcall.connectors.ConnectorSettings;
import rollcall.database.DatabaseAddress;
import rollcall.database.DatabaseSettings;
import rollcall.http.HttpSettings;
import rollcall.inbox.InboxSettings;

/// Everything a server can be told. Without `externalDatabase` an embedded PostgreSQL runs in
/// `data`. `publicUrl` is where senders reach it, where that is not what their requests say;
/// `sources` is a file of sources.
public record Config(
    Path data,
    Optional<DatabaseAddress> externalDatabase,
    Keys keys,
    HttpSettings http,
    DatabaseSettings database,
    Api.Limits api,
    InboxSettings inbox,
    ConnectorSettings connectors,
    Optional<URI> publicUrl,
    Optional<Path> sources) {

  /// How tokens are judged: as [AuthSettings] says, but that without `secret` and without a place
  /// of keys the secret is kept in the data folder.
  public record Keys(
      Optional<String> secret,
      Optional<AuthSettings.KeyLocation> location,
      Optional<String> issuer,
      Optional<String> audience,
      String organisationClaim,
      Duration leeway) {
    /// Whether the operator chose a key, rather than leave it to us.
    public boolean areConfigured() {
      return secret.isPresent() || location.isPresent();
    }
  }
}
