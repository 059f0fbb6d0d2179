package rollcall.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.Storage;
import rollcall.ingest.SourceName;
import rollcall.sources.Source;
import rollcall.sources.SourceDirectory;

/// `rollcall source`: says which switches and programs send calls.
@Command(
    name = "source",
    mixinStandardHelpOptions = true,
    description = "Says which switches and programs send calls, and what they must be told.",
    subcommands = {
      SourceAdd.class,
      SourceCommand.ListAll.class,
      SourceCommand.Show.class,
      SourceCheck.class,
      SourceCommand.Remove.class
    })
final class SourceCommand {
  /// The name of a source as it was typed.
  static SourceName name(String typed) {
    return SourceName.parse(typed)
        .orElseThrow(
            () ->
                new UsageFault(
                    "\"" + typed + "\" is no name of a source, which is " + SourceName.RULE + "."));
  }

  static SourceDirectory directory(Storage storage) {
    return new SourceDirectory(storage.database(), Clock.systemUTC());
  }

  /// The source of that name. Fails with [UsageFault] where there is none.
  static Source find(Storage storage, String typed) {
    return directory(storage).find(name(typed)).orElseThrow(() -> unknown(typed));
  }

  /// Why a command does not change the source of that name.
  static UsageFault inFile(String name) {
    return new UsageFault(
        "The source \"%1$s\" is set in the file of sources (serve --sources); change it there. If no server reads that file any more: rollcall source remove %1$s --left-over"
            .formatted(name));
  }

  private static UsageFault unknown(String name) {
    return new UsageFault(
        "There is no source \"" + name + "\"; to see which there are: rollcall source list");
  }

  /// `rollcall source list`.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Lists all sources, and how the server's connections to them fare.")
  static final class ListAll implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Mixin private InstallationCommand installation = new InstallationCommand();

    @Override
    public Integer call() {
      try (var storage = installation.open()) {
        var sources = directory(storage).list();
        var links = LinkText.of(storage);
        if (json) {
          System.out.println(
              JsonText.array(
                  sources, (source, generator) -> SourceText.write(source, links, generator)));
        } else {
          for (var it : sources) {
            System.out.printf(
                "%s  %s  %s  %s%n",
                it.name().value(), it.type().word(), it.role().word(), it.organisation());
            links.lines(it.name()).forEach(line -> System.out.println("  " + line));
          }
        }
      }
      return ExitCode.DONE;
    }
  }

  /// `rollcall source show`.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Shows a source, but for its secret.")
  static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The name of the source.")
    private String name = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin private InstallationCommand installation = new InstallationCommand();

    @Override
    public Integer call() {
      try (var storage = installation.open()) {
        var source = find(storage, name);
        var links = LinkText.of(storage);
        if (json) {
          System.out.println(
              JsonText.object(generator -> SourceText.write(source, links, generator)));
        } else {
          SourceText.members(source)
              .forEach(
                  (member, value) ->
                      System.out.printf(
                          "%-16s %s%n", member, Terminal.printable(value.orElse("-"))));
          links.lines(source.name()).forEach(System.out::println);
        }
      }
      return ExitCode.DONE;
    }
  }

  /// `rollcall source remove`.
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Removes a source, which is shut within two seconds; its calls stay.")
  static final class Remove implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The name of the source.")
    private String name = "";

    @Option(
        names = "--left-over",
        description =
            "Remove one that was set in a file of sources which no server reads any more.")
    private boolean leftOver;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin private InstallationCommand installation = new InstallationCommand();

    @Override
    public Integer call() {
      try (var storage = installation.open()) {
        remove(directory(storage), name(name));
        System.out.println(
            json
                ? JsonText.object(generator -> generator.writeStringProperty("removed", name))
                : "Removed the source " + name + "; its calls stay.");
      }
      return ExitCode.DONE;
    }

    private void remove(SourceDirectory directory, SourceName parsed) {
      if (leftOver ? directory.removeLeftOver(parsed) : directory.remove(parsed)) {
        return;
      }
      throw !leftOver && directory.isInFile(parsed) ? inFile(name) : unknown(name);
    }
  }
}
