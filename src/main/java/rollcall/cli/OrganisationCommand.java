package rollcall.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.database.Database;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.organisations.Organisation;
import rollcall.organisations.OrganisationDirectory;
import rollcall.organisations.OrganisationRecorder;
import rollcall.organisations.Organisations;
import tools.jackson.core.JsonGenerator;

/// `rollcall organisation`: makes, sets and lists organisations.
@Command(
    name = "organisation",
    mixinStandardHelpOptions = true,
    description = "Makes, sets and lists organisations, whose calls are kept apart.",
    subcommands = {
      OrganisationCommand.Create.class,
      OrganisationSet.class,
      OrganisationCommand.ListAll.class
    })
final class OrganisationCommand {

  /// `rollcall organisation create`.
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Makes an organisation and prints its id; one that is there stays as it is.")
  static final class Create implements Callable<Integer> {
    private static final String PLAN = "standard";

    @Parameters(paramLabel = "NAME", description = "The name of the organisation.")
    private String name = "";

    @Option(names = "--id", paramLabel = "UUID", description = "Its id (default: a new one).")
    private Optional<UUID> id = Optional.empty();

    @Option(
        names = "--default-country",
        paramLabel = "CODE",
        converter = CountryChoice.Converter.class,
        description =
            "The country whose national numbers are its own, as an ISO 3166 code: GB"
                + " (default: none).")
    private Optional<CountryChoice> defaultCountry = Optional.empty();

    @Mixin private InstallationCommand installation = new InstallationCommand();

    @Override
    public Integer call() {
      if (name.isBlank()) {
        throw new UsageFault("The name of an organisation must not be empty.");
      }
      try (var storage = installation.open()) {
        var known = new OrganisationDirectory(storage.database()).list();
        for (var organisation : known) {
          var sameName = organisation.name().equals(name);
          var sameId = id.filter(organisation.id().value()::equals).isPresent();
          if (sameName && (sameId || id.isEmpty())) {
            System.out.println(organisation.id());
            return ExitCode.DONE;
          }
          if (sameName || sameId) {
            throw new UsageFault(
                "There is an organisation \""
                    + organisation.name()
                    + "\" with the id "
                    + organisation.id()
                    + ".");
          }
        }
        System.out.println(create(storage.database()));
      }
      return ExitCode.DONE;
    }

    private UUID create(Database database) {
      var clock = Clock.systemUTC();
      var newId = id.orElseGet(() -> new UuidV7(clock).next());
      var values = new ArrayList<@Nullable Object>();
      for (var attribute : Organisations.TYPE.attributes()) {
        values.add(
            switch (attribute.name()) {
              case "name" -> name;
              case "plan" -> PLAN;
              case "default_country" -> defaultCountry.flatMap(CountryChoice::code).orElse(null);
              default -> null;
            });
      }
      var draft = Draft.of(Organisations.TYPE, Optional.of(newId), values);
      Outcome outcome =
          database.write(
              new Tenant(newId), session -> new OrganisationRecorder(clock).record(session, draft));
      return switch (outcome) {
        case Outcome.Inserted(var written) -> written;
        case Outcome.Unchanged(var there) -> there;
        default -> throw new UsageFault(outcome.sentence());
      };
    }
  }

  /// `rollcall organisation list`.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Lists all organisations.")
  static final class ListAll implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Mixin private InstallationCommand installation = new InstallationCommand();

    @Override
    public Integer call() {
      try (var storage = installation.open()) {
        var organisations = new OrganisationDirectory(storage.database()).list();
        if (json) {
          System.out.println(JsonText.array(organisations, ListAll::write));
        } else {
          organisations.forEach(
              it -> System.out.println(it.id() + "  " + Terminal.printable(it.name())));
        }
      }
      return ExitCode.DONE;
    }

    private static void write(Organisation organisation, JsonGenerator json) {
      json.writeStringProperty("id", organisation.id().toString());
      json.writeStringProperty("name", organisation.name());
    }
  }
}
