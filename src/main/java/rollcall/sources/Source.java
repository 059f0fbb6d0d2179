package rollcall.sources;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// Somebody who tells of the calls of `organisation`.
public record Source(
    SourceName name, OrganisationId organisation, SourceType type, Role role, Settings settings) {
  /// How it is reached, and where its secrets are: never the secrets. `address` is a host and port,
  /// `user` whoever logs in at either side, `spool` a folder of records that the switch could not
  /// send, `databaseUrl` a PostgreSQL with its tables, `rpcUrl` where it answers JSON-RPC;
  /// `directions` says which of its calls come in.
  public record Settings(
      Optional<Path> secretFile,
      Optional<String> address,
      Optional<String> user,
      Optional<Path> spool,
      Optional<String> databaseUrl,
      Optional<String> rpcUrl,
      DirectionRules directions) {
    /// What its secret file holds, none where it has none. Fails as [SecretFile#read] does.
    public List<String> secrets() throws SecretUnusable {
      return secretFile.isEmpty() ? List.of() : new SecretFile(secretFile.get()).read();
    }
  }

  /// It as those see it who read what it sends.
  public Origin origin() {
    return new Origin(name, settings.directions());
  }

  /// The user name under which it sends: the one that was set, or its own name.
  public String sender() {
    return settings.user().orElse(name.value());
  }
}
