package rollcall.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.calls.CallCounts;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.Tenant;
import rollcall.organisations.Organisation;
import rollcall.organisations.OrganisationDirectory;
import rollcall.organisations.OrganisationRecorder;

/// `rollcall organisation set`.
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Changes what is set for an organisation; what is not named stays as it is.")
final class OrganisationSet implements Callable<Integer> {
  /// The option that has old calls removed.
  static final String RETENTION = "--retention-days";

  private static final String COUNTRY = "--default-country";

  @Parameters(paramLabel = "NAME-OR-ID", description = "The organisation.")
  private String organisation = "";

  @Option(
      names = RETENTION,
      paramLabel = "N|" + RetentionChoice.NONE,
      converter = RetentionChoice.Converter.class,
      description =
          "Remove calls that began more than N days ago, now and from now on; or none, to keep all"
              + " (as it is unless set). Calls whose end is not known stay.")
  private Optional<RetentionChoice> retention = Optional.empty();

  @Option(
      names = COUNTRY,
      paramLabel = "CODE|" + CountryChoice.NONE,
      converter = CountryChoice.Converter.class,
      description =
          "The country whose national numbers are its own, as an ISO 3166 code: GB; or none.")
  private Optional<CountryChoice> defaultCountry = Optional.empty();

  @Mixin private InstallationCommand installation = new InstallationCommand();

  @Override
  public Integer call() {
    if (retention.isEmpty() && defaultCountry.isEmpty()) {
      throw new UsageFault("Say what to set: " + COUNTRY + " or " + RETENTION + ".");
    }
    try (var storage = installation.open()) {
      var found = new OrganisationDirectory(storage.database()).find(organisation);
      defaultCountry.ifPresent(choice -> set(storage.database(), found, choice));
      retention.ifPresent(choice -> set(storage.database(), found, choice));
    }
    return ExitCode.DONE;
  }

  private static void set(Database database, Organisation organisation, CountryChoice choice) {
    var recorder = new OrganisationRecorder(Clock.systemUTC());
    var id = organisation.id();
    var _ =
        database.write(
            new Tenant(id.value()),
            session -> recorder.setDefaultCountry(session, id, choice.code()));
  }

  private static void set(Database database, Organisation organisation, RetentionChoice choice) {
    var clock = Clock.systemUTC();
    var recorder = new OrganisationRecorder(clock);
    var name = Terminal.printable(organisation.name());
    var _ =
        database.write(
            new Tenant(organisation.id().value()),
            session -> recorder.setRetention(session, organisation.id(), choice.days()));
    System.out.println(
        choice
            .days()
            .map(days -> removal(database, organisation, days, clock))
            .orElse("All calls of " + name + " are kept."));
  }

  private static String removal(
      Database database, Organisation organisation, int days, Clock clock) {
    var before = clock.instant().minus(Duration.ofDays(days));
    var count =
        database.<Long>read(
            new Tenant(organisation.id().value()),
            new Cancellation(),
            session -> {
              var rows = session.query(CallCounts.before(organisation.id(), before));
              rows.next();
              return rows.integer(0);
            });
    return """
        A running server removes the calls of %s that began more than %,d days ago, for good, within
        ten minutes and from then on. Now that is what began before %s: %,d calls.
        Those whose end is not known stay. To keep all: organisation set %s %s %s"""
        .formatted(
            Terminal.printable(organisation.name()),
            days,
            before.truncatedTo(ChronoUnit.SECONDS),
            count,
            organisation.id(),
            RETENTION,
            RetentionChoice.NONE);
  }
}
