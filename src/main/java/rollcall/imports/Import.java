package rollcall.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rollcall.calls.Calls;
import rollcall.database.Database;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.document.DraftReading;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.organisations.OrganisationId;
import rollcall.organisations.Organisations;

/// Brings the rows of files into the database. Good rows are kept whatever the others are, and what
/// is there already stays as it was, so that an import can be repeated. One thread.
public final class Import {
  /// PostgreSQL gathers statistics by itself, but not at once; until then it would plan as if the
  /// tables were empty.
  private static final SqlStatement STATISTICS =
      new SqlStatement("analyze organisations, conversations, calls", List.of());

  private final Recorders recorders;
  private final Optional<UUID> organisation;
  private final ImportProgress progress;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private long brokenFiles;

  private Import(Recorders recorders, Optional<UUID> organisation, ImportProgress progress) {
    this.recorders = recorders;
    this.organisation = organisation;
    this.progress = progress;
  }

  /// Imports `files` in order, in `format` or in the one that each shows. Rows that name no
  /// organisation belong to `organisation`.
  public static ImportSummary run(
      Database database,
      Clock clock,
      List<Path> files,
      Optional<Format> format,
      Optional<OrganisationId> organisation,
      ImportProgress progress)
      throws IOException {
    var total = 0L;
    for (var file : files) {
      total += Files.size(file);
    }
    var work =
        new Import(
            new Recorders(database, clock), organisation.map(OrganisationId::value), progress);
    var before = 0L;
    for (var file : files) {
      work.new OneFile(file, before, total).read(format);
      before += Files.size(file);
    }
    if (work.tallies.values().stream().anyMatch(tally -> tally.inserted() > 0)) {
      database.administer(session -> session.update(STATISTICS));
    }
    return new ImportSummary(work.tallies, work.brokenFiles);
  }

  private void count(ResourceType type, Tally more) {
    tallies.merge(type.path(), more, Tally::plus);
  }

  /// The import of one file.
  private final class OneFile implements RowSink, Batches.Results {
    private final Path file;
    private final long bytesBefore;
    private final long bytesTotal;
    private final Batches batches = new Batches(recorders, this);
    private Optional<CountingInput> input = Optional.empty();

    OneFile(Path file, long bytesBefore, long bytesTotal) {
      this.file = file;
      this.bytesBefore = bytesBefore;
      this.bytesTotal = bytesTotal;
    }

    void read(Optional<Format> format) throws IOException {
      var chosen = format.isPresent() ? format.get() : Format.of(file, Recorders.TYPES);
      try (var in = new CountingInput(Files.newInputStream(file))) {
        input = Optional.of(in);
        switch (chosen) {
          case DATASET -> new DatasetFile(Recorders.TYPES).read(in, this);
          case JSONL -> new JsonLinesFile(Calls.TYPE).read(in, this);
          case CSV -> new CsvFile(Calls.TYPE).read(in, this);
        }
      } catch (IOException e) {
        broken(0, String.valueOf(e.getMessage()));
      }
      batches.flush();
      report();
    }

    @Override
    public void row(ResourceType type, long line, String row, DraftReading reading) {
      count(type, new Tally(1, 0, 0, 0));
      switch (reading) {
        case DraftReading.Refused wrong -> refuse(type, line, row, wrong.faults());
        case DraftReading.Accepted right -> accept(type, line, row, right);
      }
      report();
    }

    private void accept(ResourceType type, long line, String row, DraftReading.Accepted right) {
      var named = type.equals(Organisations.TYPE) ? right.draft().id() : right.tenant();
      var tenant =
          named.or(() -> type.equals(Organisations.TYPE) ? Optional.empty() : organisation);
      if (tenant.isEmpty()) {
        refuse(type, line, row, List.of("The row names no organisation, and none was given."));
      } else if (!type.equals(Organisations.TYPE)
          && organisation.isPresent()
          && !organisation.equals(tenant)) {
        refuse(type, line, row, List.of("The row belongs to another organisation than was given."));
      } else {
        batches.add(new Batches.Row(type, tenant.get(), right.draft(), line, row));
      }
    }

    @Override
    public void written(Batches.Row row, Outcome outcome) {
      switch (outcome) {
        case Outcome.Inserted _ -> count(row.type(), new Tally(0, 1, 0, 0));
        case Outcome.Unchanged _ -> count(row.type(), new Tally(0, 0, 1, 0));
        default -> refuse(row.type(), row.line(), row.place(), List.of(outcome.sentence()));
      }
    }

    private void refuse(ResourceType type, long line, String row, List<String> reasons) {
      count(type, new Tally(0, 0, 0, 1));
      progress.refused(new Refusal(file, line, row, reasons));
    }

    @Override
    public void broken(long line, String reason) {
      brokenFiles++;
      progress.refused(new Refusal(file, line, "", List.of("Reading ends here: " + reason + ".")));
    }

    private void report() {
      var sum = tallies.values().stream().reduce(Tally.NONE, Tally::plus);
      progress.advanced(
          bytesBefore + input.map(CountingInput::count).orElse(0L),
          bytesTotal,
          sum.read(),
          sum.refused());
    }
  }
}
