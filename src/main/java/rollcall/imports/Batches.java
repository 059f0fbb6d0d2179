package rollcall.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rollcall.database.StatementFailed;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.ResourceType;

/// Collects rows of one type at a time, by organisation, and writes those of an organisation
/// together. One thread.
final class Batches {
  /// The most rows of one transaction.
  static final int BATCH_ROWS = 1_000;

  /// The most rows that wait, over all organisations.
  static final int WAITING_ROWS = 20_000;

  /// A row that waits to be written, and where it stands.
  record Row(ResourceType type, UUID tenant, Draft draft, long line, String place) {}

  /// Hears what became of each row.
  interface Results {
    /// The row has that outcome.
    void written(Row row, Outcome outcome);
  }

  private final Recorders recorders;
  private final Results results;
  private final Map<UUID, List<Row>> waiting = new LinkedHashMap<>();
  private int rows;

  Batches(Recorders recorders, Results results) {
    this.recorders = recorders;
    this.results = results;
  }

  /// Takes a row, and writes what is due.
  void add(Row row) {
    // Calls name conversations, so what was read before is written before.
    if (!waiting.isEmpty()
        && !waiting.values().iterator().next().getFirst().type().equals(row.type())) {
      flush();
    }
    var batch = waiting.computeIfAbsent(row.tenant(), _ -> new ArrayList<>());
    batch.add(row);
    rows++;
    if (batch.size() == BATCH_ROWS) {
      waiting.remove(row.tenant());
      rows -= batch.size();
      write(batch);
    } else if (rows == WAITING_ROWS) {
      flush();
    }
  }

  /// Writes all that waits.
  void flush() {
    var batches = List.copyOf(waiting.values());
    waiting.clear();
    rows = 0;
    batches.forEach(this::write);
  }

  private void write(List<Row> batch) {
    List<Outcome> outcomes;
    try {
      var first = batch.getFirst();
      outcomes =
          recorders.write(first.type(), first.tenant(), batch.stream().map(Row::draft).toList());
    } catch (StatementFailed e) {
      divide(batch, e);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      results.written(batch.get(i), outcomes.get(i));
    }
  }

  /// One row spoiled the batch: finds it by halves, so that the others are kept.
  private void divide(List<Row> batch, StatementFailed failure) {
    if (!failure.refusesValues() && !failure.sqlState().startsWith("23")) {
      throw failure;
    }
    if (batch.size() == 1) {
      results.written(batch.getFirst(), new Outcome.Conflict(String.valueOf(failure.getMessage())));
      return;
    }
    write(batch.subList(0, batch.size() / 2));
    write(batch.subList(batch.size() / 2, batch.size()));
  }
}
