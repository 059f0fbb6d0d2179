package rollcall.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import rollcall.calls.CallRecorder;
import rollcall.calls.Calls;
import rollcall.conversations.ConversationRecorder;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.imports.Import;
import rollcall.imports.ImportOptions;
import rollcall.imports.ImportProgress;
import rollcall.organisations.OrganisationRecorder;

/// Fills a database with the demo: the published data set of the contract, and a month of calls of
/// each [DemoOrganisation].
public final class Demo {
  private static final String DATASET = "/rollcall/demo/dataset.json";
  private static final long SEED = 20_250_110;

  private Demo() {}

  /// Loads what is missing and gives how many calls it added; a database that holds the demo
  /// already stays as it is.
  public static long load(Database database, Clock clock, ImportProgress progress)
      throws IOException {
    var added = importDataset(database, clock, progress);
    var filled = new HashSet<Tenant>();
    for (var organisation : DemoOrganisation.ALL) {
      if (!isThere(database, organisation)) {
        added += addMonth(database, clock, organisation);
        filled.add(tenant(organisation));
      }
    }
    if (!filled.isEmpty()) {
      Import.settle(database, filled);
    }
    return added;
  }

  private static long importDataset(Database database, Clock clock, ImportProgress progress)
      throws IOException {
    var file = Files.createTempFile("rollcall-demo", ".json");
    try {
      try (var dataset = Demo.class.getResourceAsStream(DATASET)) {
        Files.write(file, Objects.requireNonNull(dataset, DATASET).readAllBytes());
      }
      var summary = Import.run(database, clock, List.of(file), ImportOptions.NONE, progress);
      if (!summary.complete()) {
        throw new IllegalStateException("the data set of the demo is not whole: " + summary);
      }
      return Objects.requireNonNull(summary.tallies().get(Calls.TYPE.path())).inserted();
    } finally {
      Files.delete(file);
    }
  }

  private static boolean isThere(Database database, DemoOrganisation organisation) {
    return count(database, organisation) > 0;
  }

  /// How many calls `organisation` has.
  public static long count(Database database, DemoOrganisation organisation) {
    var tenant = tenant(organisation);
    return database.read(
        tenant,
        new Cancellation(),
        session -> {
          var rows =
              session.query(
                  new SqlStatement(
                      "select count(*) from calls where organisation_id = ?",
                      List.of(tenant.organisationId())));
          rows.next();
          return rows.integer(0);
        });
  }

  private static Tenant tenant(DemoOrganisation organisation) {
    return new Tenant(organisation.id().value());
  }

  /// In one transaction, so that a month is there whole or not at all.
  private static long addMonth(Database database, Clock clock, DemoOrganisation organisation) {
    var month = DemoCalls.month(organisation, SEED, clock.instant());
    var ids = new UuidV7(clock);
    database.write(
        tenant(organisation),
        session -> {
          new OrganisationRecorder(clock).record(session, month.organisation());
          new ConversationRecorder(clock, ids)
              .record(session, organisation.id(), month.conversations());
          return new CallRecorder(clock, ids).report(session, organisation.id(), month.calls());
        });
    return month.calls().size();
  }
}
