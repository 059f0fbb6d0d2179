package rollcall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.imports.Import;
import rollcall.imports.ImportFiles;
import rollcall.imports.ImportOptions;
import rollcall.imports.ImportSummary;
import rollcall.ingest.SourceName;
import rollcall.organisations.Organisation;
import rollcall.organisations.OrganisationDirectory;
import tools.jackson.core.JsonGenerator;

/// `rollcall import`: brings files into the database.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Imports calls from files, and from all files of a folder. What is there already stays as it"
          + " is, so an import can be repeated.",
      "",
      "  dataset     {\"organisations\": [...], \"conversations\": [...], \"calls\": [...]}",
      "  jsonl       a call a line: {\"call_source\": \"pbx\", \"call_uuid\": \"1\", ...}",
      "  csv         a header of attribute names, then a call a record; one of the apostrophes",
      "              that keep a text from being taken for a formula ('=1) is taken away",
      "  freeswitch  what mod_json_cdr posts or spools, in any of its encodings",
      "  asterisk    Master.csv of cdr_csv",
      "",
      "The legs of a FreeSWITCH call, and the records of an Asterisk call, become one call.",
      "A wrong row is reported with its line and its faults, and left out; the exit code is then 1."
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files and folders, in order.")
  private List<Path> named = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "dataset, jsonl, csv, freeswitch, asterisk, or auto, which finds the format of each file"
              + " by itself (default).")
  private FormatChoice format = FormatChoice.AUTO;

  @Option(
      names = "--organisation",
      paramLabel = "NAME-OR-ID",
      description = "Whose the rows are that name no organisation_id.")
  private Optional<String> organisation = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description =
          "The call_source of the calls of a switch (default: freeswitch or asterisk). A name is "
              + SourceName.RULE
              + ".")
  private Optional<String> source = Optional.empty();

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private InstallationCommand installation = new InstallationCommand();

  @Override
  public Integer call() throws IOException {
    for (var path : named) {
      // A file is read more than once: to tell its length, and then its rows.
      if (!(Files.isRegularFile(path) || Files.isDirectory(path)) || !Files.isReadable(path)) {
        throw new UsageFault("Cannot read " + path + "; it must be a file or a folder (no pipe).");
      }
    }
    var summary = run();
    System.out.print(
        json ? JsonText.object(generator -> write(summary, generator)) + "\n" : table(summary));
    return summary.complete() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private ImportSummary run() throws IOException {
    var called = source.map(ImportCommand::sourceName);
    try (var storage = installation.open();
        var bar = new ProgressBar(ProgressBar.Screen.ofProcess(), "rows", System::nanoTime)) {
      var owner =
          organisation
              .map(name -> new OrganisationDirectory(storage.database()).find(name))
              .map(Organisation::id);
      return Import.run(
          storage.database(),
          Clock.systemUTC(),
          ImportFiles.of(named),
          new ImportOptions(format.format(), owner, called),
          new ShownImport(bar));
    }
  }

  private static SourceName sourceName(String name) {
    return SourceName.parse(name)
        .orElseThrow(
            () -> new UsageFault("--source \"" + name + "\": a name is " + SourceName.RULE + "."));
  }

  private static void write(ImportSummary summary, JsonGenerator generator) {
    summary
        .tallies()
        .forEach(
            (type, tally) -> {
              generator.writeObjectPropertyStart(type);
              generator.writeNumberProperty("read", tally.read());
              generator.writeNumberProperty("inserted", tally.inserted());
              generator.writeNumberProperty("updated", tally.updated());
              generator.writeNumberProperty("unchanged", tally.unchanged());
              generator.writeNumberProperty("refused", tally.refused());
              generator.writeNumberProperty("folded", tally.folded());
              generator.writeEndObject();
            });
    generator.writeNumberProperty("broken_files", summary.brokenFiles());
  }

  /// A line for each type.
  static String table(ImportSummary summary) {
    var table = new StringBuilder();
    summary
        .tallies()
        .forEach(
            (type, tally) -> {
              table.append(
                  String.format(
                      "%-14s %,d read, %,d new, %,d there already, %,d refused",
                      type, tally.read(), tally.inserted(), tally.unchanged(), tally.refused()));
              append(table, tally.updated(), "changed");
              append(table, tally.folded(), "folded into others");
              table.append('\n');
            });
    return table.isEmpty() ? "There was nothing to import.\n" : table.toString();
  }

  private static void append(StringBuilder table, long count, String what) {
    if (count > 0) {
      table.append(String.format(", %,d %s", count, what));
    }
  }
}
