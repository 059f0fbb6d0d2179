package rollcall.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import rollcall.app.FolderInUse;
import rollcall.database.DataFolderUnusable;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.EmbeddedPostgresFailed;
import rollcall.database.MigrationRefused;
import rollcall.database.OutcomeUnknown;
import rollcall.export.PartUnusable;
import rollcall.http.CannotListen;
import rollcall.imports.OrganisationNeeded;
import rollcall.organisations.NoSuchOrganisation;
import rollcall.sources.SourcesFileUnusable;

/// The entry point of the program.
@Command(
    name = "rollcall",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A call records service: every call of a phone system, and one API to read them.",
    footer = {
      "",
      "Every option is also an environment variable (--database-url:",
      "ROLLCALL_DATABASE_URL) and a key of the file given by --config",
      "(database-url = ...). The command line comes first.",
      "",
      "Begin with: rollcall demo"
    })
public final class Main {
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          ServeCommand.class,
          TokenCommand.class,
          OrganisationCommand.class,
          SourceCommand.class,
          ImportCommand.class,
          ExportCommand.class,
          IndexCommand.class,
          InboxCommand.class,
          VerifyCommand.class);

  private Main() {}

  /// Runs the command that `arguments` name, and ends the process with its exit code.
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    try {
      var defaults = Defaults.of(List.of(arguments), System.getenv());
      var root = commandLine(defaults.areOfFile() ? COMMANDS : commands(arguments));
      defaults.requireKnown(root);
      root.setDefaultValueProvider(defaults);
      return root.execute(arguments);
    } catch (UsageFault e) {
      return explain(e, commandLine(COMMANDS));
    }
  }

  /// The command that `arguments` begin with, or all of them. Each costs the start some
  /// milliseconds, as its options are found by reflection.
  private static List<Class<?>> commands(String... arguments) {
    if (arguments.length == 0) {
      return COMMANDS;
    }
    return COMMANDS.stream()
        .filter(command -> command.getAnnotation(Command.class).name().equals(arguments[0]))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  private static CommandLine commandLine(List<Class<?>> commands) {
    var root = new CommandLine(new Main());
    commands.forEach(root::addSubcommand);
    root.registerConverter(Duration.class, new DurationConverter());
    root.setExecutionExceptionHandler((exception, command, _) -> explain(exception, command));
    root.setParameterExceptionHandler((exception, _) -> explain(exception));
    root.registerConverter(UUID.class, new IdConverter());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    ExitCode.document(root);
    return root;
  }

  /// Says in one line what is wrong with the command line, and where to read what is right; or all
  /// commands where one is missing.
  private static int explain(CommandLine.ParameterException exception) {
    var command = exception.getCommandLine();
    if (exception.getClass() == CommandLine.ParameterException.class
        && !command.getSubcommands().isEmpty()) {
      // Who names none of its commands, a fault without a class of its own, wants to know them.
      command.usage(command.getErr());
      return ExitCode.USAGE;
    }
    command
        .getErr()
        .printf(
            "rollcall: %s; see: %s --help%n",
            String.valueOf(exception.getMessage())
                .lines()
                .map(Terminal::printable)
                .collect(Collectors.joining(" ")),
            command.getCommandSpec().qualifiedName());
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, command.getErr());
    return ExitCode.USAGE;
  }

  /// Says in one line what failed. What nobody foresaw is logged whole.
  private static int explain(Exception exception, CommandLine command) {
    var code =
        switch (exception) {
          case UsageFault _,
              NoSuchOrganisation _,
              OrganisationNeeded _,
              PartUnusable _,
              SourcesFileUnusable _ ->
              ExitCode.USAGE;
          case FolderInUse _,
              DataFolderUnusable _,
              DatabaseUnavailable _,
              OutcomeUnknown _,
              EmbeddedPostgresFailed _,
              MigrationRefused _,
              CannotListen _ ->
              ExitCode.UNAVAILABLE;
          default -> {
            LoggerFactory.getLogger("rollcall").error("unexpected", exception);
            yield ExitCode.FAILED;
          }
        };
    command.getErr().println("rollcall: " + Terminal.printableLines(sentence(exception)));
    return code;
  }

  private static String sentence(Exception exception) {
    if (!(exception instanceof DatabaseUnavailable || exception instanceof OutcomeUnknown)) {
      return String.valueOf(exception.getMessage());
    }
    var cause = Optional.ofNullable(exception.getCause()).map(Throwable::getMessage).orElse("");
    return "The database cannot be reached ("
        + exception.getMessage()
        + ": "
        + cause
        + "). What was done before is kept; the same command can be repeated.";
  }

  /// The version that the jar was built as.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Rollcall " + version()};
    }

    static String version() {
      var version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "unpackaged" : version;
    }
  }
}
