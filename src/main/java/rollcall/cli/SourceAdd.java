package rollcall.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.Storage;
import rollcall.ingest.DirectionRules;
import rollcall.observe.Log;
import rollcall.organisations.OrganisationDirectory;
import rollcall.organisations.OrganisationId;
import rollcall.sources.Role;
import rollcall.sources.Source;
import rollcall.sources.SourceNeeds;
import rollcall.sources.SourceType;

/// `rollcall source add`. Its `--database-url` is the source's, as its other settings are; that of
/// the installation has another name here.
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds a source, which a running server knows within two seconds, and prints what to put",
      "into the switch's configuration.",
      "",
      "  rollcall source add office --type freeswitch --organisation Acme \\",
      "    --secret-file /etc/rollcall/office.secret"
    })
final class SourceAdd implements Callable<Integer> {
  /// The option for the database of the installation.
  static final String INSTALLATION_DATABASE = "--rollcall-database-url";

  @Parameters(paramLabel = "NAME", description = "Its name, the call_source of its calls.")
  private String name = "";

  @Option(
      names = "--type",
      required = true,
      paramLabel = "TYPE",
      description = "freeswitch, kamailio, asterisk, webhook or twilio.")
  private SourceType type = SourceType.WEBHOOK;

  @Option(
      names = "--organisation",
      required = true,
      paramLabel = "NAME-OR-ID",
      description = "Whose calls it tells of.")
  private String organisation = "";

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description =
          "File with its password, signing key or token, which stays there; several, one a line,"
              + " while one takes the place of another.")
  private Optional<Path> secretFile = Optional.empty();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "User name that goes with the password (default: the name of the source).")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "primary makes calls, enrich only adds to them (default: primary).")
  private Role role = Role.PRIMARY;

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "Its event socket, manager interface or evapi.")
  private Optional<String> address = Optional.empty();

  @Option(
      names = "--spool",
      paramLabel = "DIR",
      description = "Folder where a FreeSWITCH leaves the records that it could not send.")
  private Optional<Path> spool = Optional.empty();

  @Option(
      names = DatabaseOption.NAME,
      paramLabel = "URL",
      description = "PostgreSQL with the tables of a Kamailio, without a password.")
  private Optional<String> databaseUrl = Optional.empty();

  @Option(
      names = "--rpc-url",
      paramLabel = "URL",
      description = "JSON-RPC over HTTP of a Kamailio, which is asked which calls go on.")
  private Optional<String> rpcUrl = Optional.empty();

  @Option(
      names = "--direction",
      paramLabel = "RULE",
      description = {
        "Which calls come in, where our own rule does not fit; may be given several times, the first"
            + " that fits counts: context=public:inbound, address=192.0.2.0/24:inbound,",
        "profile=trunk,authenticated=no:inbound. Otherwise users and the switch call out, strangers"
            + " call in."
      })
  private List<String> directions = List.of();

  @Mixin private ServerUrlOption server = new ServerUrlOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = INSTALLATION_DATABASE,
      paramLabel = "URL",
      description = "What --database-url is to other commands (ROLLCALL_DATABASE_URL).")
  private Optional<String> installationDatabase = Optional.empty();

  @Mixin private InstallationOptions installation = new InstallationOptions();

  /// Whether an option is said of the source alone, though other commands have one of that name for
  /// the installation.
  static boolean isOfSource(OptionSpec option) {
    return option.longestName().equals(DatabaseOption.NAME)
        && option.command().userObject() instanceof SourceAdd;
  }

  @Override
  public Integer call() {
    var settings =
        new Source.Settings(
            secretFile.map(Path::toAbsolutePath),
            address,
            user,
            spool.map(Path::toAbsolutePath),
            databaseUrl,
            rpcUrl,
            directions());
    var faults = new SourceNeeds(setting -> "--" + setting).faults(type, settings);
    if (!faults.isEmpty()) {
      throw new UsageFault(String.join(" ", faults));
    }
    var url = server.url();
    var parsedName = SourceCommand.name(name);
    var config =
        InstallationCommand.config(installation, installationDatabase.map(DatabaseOption::parse));
    try (var storage = Storage.forCommand(config, Log.ofCommand())) {
      OrganisationId owner = new OrganisationDirectory(storage.database()).find(organisation).id();
      var source = new Source(parsedName, owner, type, role, settings);
      var directory = SourceCommand.directory(storage);
      if (!directory.add(source)) {
        if (directory.isInFile(parsedName)) {
          throw SourceCommand.inFile(name);
        }
        throw new UsageFault(
            "There is a source \"%1$s\" already; to change it: rollcall source remove %1$s"
                .formatted(name));
      }
      print(source, url);
    }
    return ExitCode.DONE;
  }

  private DirectionRules directions() {
    try {
      return DirectionRules.parse(directions);
    } catch (IllegalArgumentException e) {
      throw new UsageFault("--direction: " + e.getMessage());
    }
  }

  private void print(Source source, URI url) {
    if (json) {
      System.out.println(JsonText.object(generator -> SourceText.write(source, generator)));
      return;
    }
    System.out.println("Added the source " + name + ".");
    SourceSetup.lines(source, url).forEach(System.out::println);
  }
}
