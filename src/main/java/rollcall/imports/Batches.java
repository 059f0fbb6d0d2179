package rollcall.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rollcall.database.StatementFailed;
import rollcall.jsonapi.schema.Outcome;

/// Collects entries of one kind at a time, by organisation, and writes those of an organisation
/// together, from however many files they come. One thread.
final class Batches {
  /// The most rows of one transaction.
  static final int BATCH_ROWS = 1_000;

  /// The most rows that wait, over all organisations.
  static final int WAITING_ROWS = 20_000;

  /// Where an entry stands: `row` is its place in an array, or empty.
  record Place(Path file, long line, String row) {}

  /// An entry that waits to be written.
  record Waiting(Entry entry, UUID tenant, Place place) {}

  /// Hears what became of each entry.
  interface Results {
    /// The entry has that outcome.
    void written(Waiting written, Outcome outcome);
  }

  private final Recorders recorders;
  private final Results results;
  private final Map<UUID, List<Waiting>> waiting = new LinkedHashMap<>();
  private int rows;

  Batches(Recorders recorders, Results results) {
    this.recorders = recorders;
    this.results = results;
  }

  /// Takes an entry, and writes what is due.
  void add(Waiting added) {
    // Calls name conversations, so what was read before is written before.
    if (!waiting.isEmpty()
        && !waiting.values().iterator().next().getFirst().entry().goesWith(added.entry())) {
      flush();
    }
    var batch = waiting.computeIfAbsent(added.tenant(), _ -> new ArrayList<>());
    batch.add(added);
    rows++;
    if (batch.size() == BATCH_ROWS) {
      waiting.remove(added.tenant());
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

  private void write(List<Waiting> batch) {
    List<Outcome> outcomes;
    try {
      outcomes =
          recorders.write(batch.getFirst().tenant(), batch.stream().map(Waiting::entry).toList());
    } catch (StatementFailed e) {
      divide(batch, e);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      results.written(batch.get(i), outcomes.get(i));
    }
  }

  /// One row spoiled the batch: finds it by halves, so that the others are kept.
  private void divide(List<Waiting> batch, StatementFailed failure) {
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
