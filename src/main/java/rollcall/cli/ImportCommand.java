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
import rollcall.imports.Format;
import rollcall.imports.Import;
import rollcall.imports.ImportSummary;
import rollcall.organisations.Organisation;
import rollcall.organisations.OrganisationDirectory;

/// `rollcall import`: brings files into the database.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Imports calls from files. What is there already stays as it is, so an import can be repeated.",
      "",
      "  dataset  {\"organisations\": [...], \"conversations\": [...], \"calls\": [...]}",
      "  jsonl    a call a line: {\"call_source\": \"pbx\", \"call_uuid\": \"1\", ...}",
      "  csv      a header of attribute names, then a call a record",
      "",
      "A wrong row is reported with its line and its faults, and left out; the exit code is then 1."
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, in order.")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "dataset, jsonl or csv (default: found by itself).")
  private Optional<Format> format = Optional.empty();

  @Option(
      names = "--organisation",
      paramLabel = "NAME-OR-ID",
      description = "Whose the rows are that name no organisation_id.")
  private Optional<String> organisation = Optional.empty();

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private InstallationCommand installation = new InstallationCommand();

  @Override
  public Integer call() throws IOException {
    for (var file : files) {
      // A file is read more than once: to tell its format and its length, and then its rows.
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new UsageFault("Cannot read " + file + "; it must be a file (not a pipe).");
      }
    }
    var summary = run();
    print(summary);
    return summary.complete() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private ImportSummary run() throws IOException {
    try (var storage = installation.open();
        var bar = new ProgressBar(ProgressBar.Screen.ofProcess(), "rows", System::nanoTime)) {
      var owner =
          organisation
              .map(name -> new OrganisationDirectory(storage.database()).find(name))
              .map(Organisation::id);
      return Import.run(
          storage.database(), Clock.systemUTC(), files, format, owner, new ShownImport(bar));
    }
  }

  private void print(ImportSummary summary) {
    if (json) {
      System.out.println(
          JsonText.of(
              generator -> {
                generator.writeStartObject();
                summary
                    .tallies()
                    .forEach(
                        (type, tally) -> {
                          generator.writeObjectPropertyStart(type);
                          generator.writeNumberProperty("read", tally.read());
                          generator.writeNumberProperty("inserted", tally.inserted());
                          generator.writeNumberProperty("unchanged", tally.unchanged());
                          generator.writeNumberProperty("refused", tally.refused());
                          generator.writeEndObject();
                        });
                generator.writeNumberProperty("broken_files", summary.brokenFiles());
                generator.writeEndObject();
              }));
      return;
    }
    summary
        .tallies()
        .forEach(
            (type, tally) ->
                System.out.printf(
                    "%-14s %,d read, %,d new, %,d there already, %,d refused%n",
                    type, tally.read(), tally.inserted(), tally.unchanged(), tally.refused()));
  }
}
