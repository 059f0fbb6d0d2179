package rollcall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.api.KeptCount;
import rollcall.api.NumberLookup;
import rollcall.app.Storage;
import rollcall.database.SqlStatement;
import rollcall.export.Export;
import rollcall.export.ExportForm;
import rollcall.export.ExportFormat;
import rollcall.export.FileExport;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.sql.BoundedCount;
import rollcall.jsonapi.sql.ReadSql;
import rollcall.organisations.OrganisationDirectory;

/// `rollcall export`: writes a list to a file.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the calls of an organisation to a file: all of them, or those that a filter finds.",
      "",
      "  csv      a header of attribute names, then a call a record (RFC 4180)",
      "  ndjson   a call a line: {\"id\": \"...\", \"direction\": \"inbound\", ...}",
      "  parquet  columns with types, compressed",
      "",
      "Works beside a running server and without one. Until it is complete, FILE is FILE.part; when",
      "the export was cut off, the same command goes on where it was, and the file has the same",
      "bytes as without the cut. (Parquet begins anew.) What is exported as csv or ndjson can be",
      "imported again, which changes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  rollcall export calls.csv --organisation Acme",
      "  rollcall export busy.ndjson --organisation Acme --filter status=busy \\",
      "      --filter 'started_at[gte]=2026-11-01' --sort started_at",
      "  rollcall export - --format csv --organisation Acme --time-zone Europe/London | gzip > c.gz"
    })
final class ExportCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  /// Cursors of files, which nobody forges who could not write the file: the signature tells one
  /// list from another.
  private static final Cursors CURSORS =
      new Cursors("rollcall export".getBytes(StandardCharsets.US_ASCII));

  @Parameters(paramLabel = "FILE", description = "The file; - is the standard output.")
  private String file = "";

  @Option(
      names = "--organisation",
      required = true,
      paramLabel = "NAME-OR-ID",
      description = "Whose rows are exported.")
  private String organisation = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "calls, conversations or organisations (default: calls).")
  private String type = "calls";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv, ndjson or parquet (default: what FILE ends with).")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--filter",
      paramLabel = "CONDITION",
      description =
          "As filter in the API, without that word: status=busy, 'started_at[gte]=2026-11-01',"
              + " 'from_number[string_starts_with]=+44'. Several are all to be true.")
  private List<String> filters = List.of();

  @Option(
      names = "--sort",
      paramLabel = "FIELDS",
      description = "As sort in the API (default for calls: -started_at).")
  private Optional<String> sort = Optional.empty();

  @Option(
      names = "--fields",
      paramLabel = "FIELDS",
      description = "As fields in the API: from_number,started_at. The id always comes first.")
  private Optional<String> fields = Optional.empty();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Write times by the clocks there, with offset: Europe/London (default: UTC).")
  private Optional<String> timeZone = Optional.empty();

  @Option(names = "--force", description = "Replace FILE if it is there.")
  private boolean force;

  @Option(names = "--restart", description = "Begin anew, whatever is left of an earlier export.")
  private boolean restart;

  @Mixin private InstallationCommand installation = new InstallationCommand();

  @Override
  public Integer call() {
    var form = form();
    var resource = resource();
    if (!toStandardOutput() && !force && Files.exists(Path.of(file))) {
      throw new UsageFault(file + " is there already; add --force to replace it.");
    }
    try (var storage = installation.open();
        var bar =
            new ProgressBar(ProgressBar.Screen.ofProcess(), resource.path(), System::nanoTime)) {
      var owner = new OrganisationDirectory(storage.database()).find(organisation);
      var plan = plan(resource, new Scope(owner.id().value()));
      var export =
          new Export(
              storage.database(),
              new ReadSql(Storage.SCHEMA),
              NumberLookup::in,
              ExportCommand::count,
              plan,
              form,
              new ShownExport(bar));
      return run(export, resource);
    }
  }

  private static SqlStatement count(ReadPlan plan) {
    return KeptCount.of(plan).orElseGet(() -> BoundedCount.of(plan, Long.MAX_VALUE));
  }

  private int run(Export export, ResourceType resource) {
    try {
      if (toStandardOutput()) {
        // Of System.out no program learns that nobody reads it any more.
        export.write(new FileOutputStream(FileDescriptor.out));
        return ExitCode.DONE;
      }
      var path = Path.of(file);
      var rows = new FileExport(export, CURSORS, path).run(restart, force);
      System.out.printf(
          "%s: %,d %s, %,d bytes%n",
          Terminal.printable(file), rows, resource.path(), Files.size(path));
      return ExitCode.DONE;
    } catch (IOException | UncheckedIOException e) {
      return failed(e);
    }
  }

  private int failed(Exception e) {
    var reason = Optional.ofNullable(e.getCause()).orElse(e);
    System.err.println(
        Terminal.printable(
            "rollcall: cannot write "
                + (toStandardOutput() ? "to the standard output" : file)
                + ": "
                + reason
                + (toStandardOutput() ? "." : ". The same command goes on from there.")));
    return ExitCode.FAILED;
  }

  private boolean toStandardOutput() {
    return file.equals(STANDARD_OUTPUT);
  }

  private ExportForm form() {
    var zone = timeZone.map(ExportCommand::zone);
    var form = new ExportForm(format.map(ExportCommand::named).orElseGet(this::ofEnding), zone);
    if (!form.isPossible()) {
      throw new UsageFault("--time-zone: " + ExportForm.NO_LOCAL_TIMES);
    }
    return form;
  }

  private static ZoneId zone(String name) {
    return ExportForm.zone(name)
        .orElseThrow(
            () ->
                new UsageFault(
                    "--time-zone: there is no time zone \""
                        + name
                        + "\"; a zone is a name of the IANA database, such as Europe/London, or an"
                        + " offset, such as +01:00."));
  }

  private static ExportFormat named(String word) {
    return ExportFormat.of(word)
        .orElseThrow(
            () ->
                new UsageFault(
                    "--format: there is no format \""
                        + word
                        + "\"; the formats are "
                        + String.join(", ", ExportFormat.words())
                        + "."));
  }

  private ExportFormat ofEnding() {
    var ending = file.substring(file.lastIndexOf('.') + 1);
    return ExportFormat.of(ending.equals("jsonl") ? "ndjson" : ending)
        .orElseThrow(
            () ->
                new UsageFault(
                    "The name "
                        + file
                        + " tells no format; end it with ."
                        + String.join(", .", ExportFormat.words())
                        + ", or give --format."));
  }

  private ResourceType resource() {
    return Storage.SCHEMA.types().stream()
        .filter(candidate -> candidate.path().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageFault(
                    "--type: there is no \""
                        + type
                        + "\"; the types are "
                        + String.join(
                            ", ", Storage.SCHEMA.types().stream().map(ResourceType::path).toList())
                        + "."));
  }

  private ReadPlan plan(ResourceType resource, Scope scope) {
    var limits = QueryLimits.DEFAULT;
    var query = Optional.of(ListQuery.of(filters, sort, fields));
    var reading = new QueryParser(Storage.SCHEMA, limits).parseList(query, resource);
    return switch (new PlanBuilder(Storage.SCHEMA, limits, CURSORS)
        .list(reading, resource, scope)) {
      case Parsed.Ok<ReadPlan>(var plan) -> plan;
      case Parsed.Invalid<ReadPlan>(var problems) ->
          throw new UsageFault(
              String.join("\n  ", problems.stream().map(problem -> problem.detail()).toList()));
    };
  }
}
