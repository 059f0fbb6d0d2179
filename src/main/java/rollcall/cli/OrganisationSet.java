package rollcall.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.database.Tenant;
import rollcall.organisations.OrganisationDirectory;
import rollcall.organisations.OrganisationRecorder;

/// `rollcall organisation set`.
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Changes what is set for an organisation; what is not named stays as it is.")
final class OrganisationSet implements Callable<Integer> {
  @Parameters(paramLabel = "NAME-OR-ID", description = "The organisation.")
  private String organisation = "";

  @Option(
      names = "--default-country",
      paramLabel = "CODE|" + CountryChoice.NONE,
      converter = CountryChoice.Converter.class,
      description =
          "The country whose national numbers are its own, as an ISO 3166 code: GB; or none.")
  private Optional<CountryChoice> defaultCountry = Optional.empty();

  @Mixin private InstallationCommand installation = new InstallationCommand();

  @Override
  public Integer call() {
    if (defaultCountry.isEmpty()) {
      throw new UsageFault("Say what to set: --default-country.");
    }
    var country = defaultCountry.get();
    try (var storage = installation.open()) {
      var id = new OrganisationDirectory(storage.database()).find(organisation).id();
      var recorder = new OrganisationRecorder(Clock.systemUTC());
      var _ =
          storage
              .database()
              .write(
                  new Tenant(id.value()),
                  session -> recorder.setDefaultCountry(session, id, country.code()));
    }
    return ExitCode.DONE;
  }
}
