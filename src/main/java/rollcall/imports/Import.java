package rollcall.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.calls.CallCounts;
import rollcall.calls.Calls;
import rollcall.database.Database;
import rollcall.database.Tenant;
import rollcall.ingest.Normalised;
import rollcall.ingest.SourceName;
import rollcall.jsonapi.document.DraftReading;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.organisations.OrganisationId;
import rollcall.organisations.Organisations;

/// Brings the rows of files into the database. Good rows are kept whatever the others are, and what
/// is there already stays as it was, so that an import can be repeated. One thread.
public final class Import {
  private static final List<String> TABLES =
      Recorders.TYPES.stream().map(ResourceType::table).toList();

  private final ImportOptions options;
  private final ImportProgress progress;
  private final Batches batches;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Set<Tenant> changed = new HashSet<>();
  private final long bytesTotal;
  private long bytesBefore;
  private long brokenFiles;

  private Import(
      Recorders recorders, ImportOptions options, ImportProgress progress, long bytesTotal) {
    this.options = options;
    this.progress = progress;
    this.bytesTotal = bytesTotal;
    batches = new Batches(recorders, this::written);
  }

  /// Imports `files` in order, as `options` say. Where that fails, as when the database is lost,
  /// what was done until then is told to `progress` first.
  public static ImportSummary run(
      Database database,
      Clock clock,
      List<Path> files,
      ImportOptions options,
      ImportProgress progress)
      throws IOException {
    var total = 0L;
    for (var file : files) {
      total += size(file);
    }
    var work = new Import(new Recorders(database, clock), options, progress, total);
    try {
      work.read(files);
      if (!work.changed.isEmpty()) {
        settle(database, work.changed);
      }
    } catch (RuntimeException e) {
      progress.cut(work.summary());
      throw e;
    }
    return work.summary();
  }

  /// What makes reads fast behind many rows that were written for those `tenants` at once.
  public static void settle(Database database, Set<Tenant> tenants) {
    CallCounts.fold(database);
    // PostgreSQL gathers statistics by itself, but not at once; until then it would plan as if the
    // tables were empty.
    database.gatherStatistics(tenants, TABLES);
  }

  private void read(List<Path> files) {
    try (var written = batches) {
      for (var file : files) {
        new OneFile(file).read();
      }
      written.flush();
    } finally {
      advanced();
    }
  }

  private ImportSummary summary() {
    return new ImportSummary(tallies, brokenFiles);
  }

  /// How long `file` is; nothing when it is gone meanwhile, which its reading will tell.
  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private void count(ResourceType type, Tally more) {
    tallies.merge(type.path(), more, Tally::plus);
  }

  private void written(Batches.Waiting written, Outcome outcome) {
    var type = written.entry().type();
    switch (outcome) {
      case Outcome.Inserted _ -> changed(written, Tally.INSERTED);
      case Outcome.Updated _ -> changed(written, Tally.UPDATED);
      case Outcome.Unchanged _ -> count(type, Tally.UNCHANGED);
      default -> refuse(type, written.place(), List.of(outcome.sentence()));
    }
  }

  private void changed(Batches.Waiting written, Tally by) {
    changed.add(new Tenant(written.tenant()));
    count(written.entry().type(), by);
  }

  private void refuse(ResourceType type, Batches.Place place, List<String> reasons) {
    count(type, Tally.REFUSED);
    progress.refused(new Refusal(place.file(), place.line(), place.row(), reasons));
  }

  private void advanced() {
    var sum = tallies.values().stream().reduce(Tally.NONE, Tally::plus);
    progress.advanced(bytesBefore, bytesTotal, sum.read(), sum.refused());
  }

  /// The import of one file.
  private final class OneFile implements RowSink {
    private final Path file;
    private final long before = bytesBefore;
    private Optional<CountingInput> input = Optional.empty();

    OneFile(Path file) {
      this.file = file;
    }

    void read() {
      try (var in = new CountingInput(Files.newInputStream(file))) {
        input = Optional.of(in);
        var start = in.lookAhead();
        var format = options.format().or(() -> Format.of(start));
        if (format.isPresent()) {
          read(in, format.get());
        } else {
          broken(1, "it is in none of the formats " + List.of(Format.values()));
        }
      } catch (IOException e) {
        broken(0, String.valueOf(e.getMessage()));
      }
      report();
    }

    private void read(CountingInput in, Format format) throws IOException {
      switch (format) {
        case DATASET -> new DatasetFile(Recorders.TYPES).read(in, this);
        case JSONL -> new JsonLinesFile(Calls.TYPE).read(in, this);
        case CSV -> new CsvFile(Calls.TYPE).read(in, this);
        case FREESWITCH -> new FreeSwitchFile(source("freeswitch")).read(in, this);
        case ASTERISK -> new AsteriskFile(source("asterisk")).read(in, this);
      }
    }

    private SourceName source(String name) {
      if (options.organisation().isEmpty()) {
        throw new OrganisationNeeded(file);
      }
      return options.sourceOr(name);
    }

    @Override
    public void row(ResourceType type, long line, String row, DraftReading reading) {
      count(type, Tally.READ);
      var place = new Batches.Place(file, line, row);
      switch (reading) {
        case DraftReading.Refused wrong -> refuse(type, place, wrong.faults());
        case DraftReading.Accepted right -> accept(type, place, right);
      }
      report();
    }

    private void accept(ResourceType type, Batches.Place place, DraftReading.Accepted right) {
      var isOrganisation = type.equals(Organisations.TYPE);
      var owner = options.organisation().map(OrganisationId::value);
      var named = isOrganisation ? right.draft().id() : right.tenant();
      var tenant = named.or(() -> isOrganisation ? Optional.empty() : owner);
      if (tenant.isEmpty()) {
        refuse(type, place, List.of("The row names no organisation, and none was given."));
      } else if (!isOrganisation && owner.isPresent() && !owner.equals(tenant)) {
        refuse(type, place, List.of("The row belongs to another organisation than was given."));
      } else {
        batches.add(new Batches.Waiting(new Entry.Row(right.draft()), tenant.get(), place));
      }
    }

    @Override
    public void record(long line, int more, Normalised normalised) {
      for (int i = 0; i < more; i++) {
        count(Calls.TYPE, Tally.FOLDED);
      }
      var place = new Batches.Place(file, line, "");
      switch (normalised) {
        case Normalised.Leg _ -> count(Calls.TYPE, Tally.FOLDED);
        // Of live events alone; no record that a switch leaves behind says so.
        case Normalised.Nothing _, Normalised.Renamed _ -> {}
        case Normalised.Report(var report) -> {
          count(Calls.TYPE, Tally.READ);
          var tenant = options.organisation().orElseThrow().value();
          batches.add(new Batches.Waiting(new Entry.Report(report), tenant, place));
        }
        case Normalised.Unintelligible(var reasons) -> {
          count(Calls.TYPE, Tally.READ);
          refuse(Calls.TYPE, place, reasons);
        }
      }
      report();
    }

    @Override
    public void broken(long line, String reason) {
      brokenFiles++;
      progress.refused(new Refusal(file, line, "", List.of("Reading ends here: " + reason + ".")));
    }

    private void report() {
      bytesBefore = before + input.map(CountingInput::count).orElse(0L);
      advanced();
    }
  }
}
