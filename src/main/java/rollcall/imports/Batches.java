package rollcall.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import rollcall.database.StatementFailed;
import rollcall.jsonapi.schema.Outcome;

/// Collects entries of one kind at a time, by organisation, and writes those of an organisation
/// together, from however many files they come. A batch is written while the next one is collected,
/// one after the other, since what comes first in a file is what is kept. Used by one thread, which
/// hears the results, too.
final class Batches implements AutoCloseable {
  /// The most rows of one transaction.
  static final int BATCH_ROWS = 1_000;

  /// The most rows that wait, over all organisations.
  static final int WAITING_ROWS = 20_000;

  /// Where an entry stands: `row` is its place in an array, or empty.
  record Place(Path file, long line, String row) {}

  /// An entry that waits to be written.
  record Waiting(Entry entry, UUID tenant, Place place) {}

  /// A batch that is being written, and what will have become of its entries.
  private record Writing(List<Waiting> batch, Future<List<Outcome>> outcomes) {}

  /// Hears what became of each entry.
  interface Results {
    /// The entry has that outcome.
    void written(Waiting written, Outcome outcome);
  }

  private final Recorders recorders;
  private final Results results;
  private final Map<UUID, List<Waiting>> waiting = new LinkedHashMap<>();
  private int rows;
  private Optional<Writing> writing = Optional.empty();

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

  /// Writes all that waits, and returns when that is done.
  void flush() {
    var batches = List.copyOf(waiting.values());
    waiting.clear();
    rows = 0;
    batches.forEach(this::write);
    settle();
  }

  /// Begins to write `batch`, once the one before is written.
  private void write(List<Waiting> batch) {
    settle();
    var task = new FutureTask<>(() -> outcomes(batch));
    Thread.ofVirtual().name("import").start(task);
    writing = Optional.of(new Writing(batch, task));
  }

  /// Waits for the batch that is being written, and tells what became of its entries.
  private void settle() {
    if (writing.isEmpty()) {
      return;
    }
    var batch = writing.get().batch();
    var outcomes = result(writing.get());
    writing = Optional.empty();
    for (int i = 0; i < batch.size(); i++) {
      results.written(batch.get(i), outcomes.get(i));
    }
  }

  /// What became of a batch, once it is written, however long that takes.
  private static List<Outcome> result(Writing of) {
    var interrupted = false;
    try {
      while (true) {
        try {
          return of.outcomes().get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Outcome> outcomes(List<Waiting> batch) {
    try {
      return recorders.write(
          batch.getFirst().tenant(), batch.stream().map(Waiting::entry).toList());
    } catch (StatementFailed e) {
      return divided(batch, e);
    }
  }

  /// One row spoiled the batch: finds it by halves, so that the others are kept.
  private List<Outcome> divided(List<Waiting> batch, StatementFailed failure) {
    if (!failure.refusesValues() && !failure.sqlState().startsWith("23")) {
      throw failure;
    }
    if (batch.size() == 1) {
      return List.of(new Outcome.Conflict(String.valueOf(failure.getMessage())));
    }
    var outcomes = new ArrayList<>(outcomes(batch.subList(0, batch.size() / 2)));
    outcomes.addAll(outcomes(batch.subList(batch.size() / 2, batch.size())));
    return outcomes;
  }

  /// Returns when nothing is being written any more; what became of it is not told.
  @Override
  public void close() {
    try {
      writing.ifPresent(Batches::result);
    } catch (RuntimeException _) {
      // What ended the import before is what is told.
    }
  }
}
