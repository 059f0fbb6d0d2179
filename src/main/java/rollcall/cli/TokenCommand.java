package rollcall.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.app.Storage;
import rollcall.auth.Principal;
import rollcall.auth.TokenIssuer;
import rollcall.organisations.OrganisationDirectory;
import rollcall.organisations.OrganisationId;

/// `rollcall token`: prints a token, and nothing else.
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints a bearer token for an organisation.",
      "",
      "  curl -H \"Authorization: Bearer $(rollcall token --organisation Acme)\" \\",
      "    http://127.0.0.1:4000/api/calls"
    })
final class TokenCommand implements Callable<Integer> {
  @Option(
      names = "--organisation",
      required = true,
      paramLabel = "NAME-OR-ID",
      description = "Whose data the token opens.")
  private String organisation = "";

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "SCOPE",
      description = "What it allows (default: calls:read,calls:write).")
  private List<String> scopes = List.of(Principal.READ, Principal.WRITE);

  @Option(names = "--ttl", paramLabel = "TIME", description = "How long it is good (default: 24h).")
  private Duration lifetime = Duration.ofHours(24);

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Whom it names in logs (default: cli).")
  private String subject = "cli";

  @Mixin private InstallationCommand installation = new InstallationCommand();

  @Override
  public Integer call() {
    try (var storage = installation.open()) {
      var found = new OrganisationDirectory(storage.database()).find(organisation);
      System.out.println(issue(found.id()));
    } catch (IllegalArgumentException e) {
      throw new UsageFault(String.valueOf(e.getMessage()));
    }
    return ExitCode.DONE;
  }

  private String issue(OrganisationId id) {
    var settings = Storage.authSettings(installation.config(), installation.observer());
    return new TokenIssuer(settings, Clock.systemUTC()).issue(id, subject, scopes, lifetime);
  }
}
