package rollcall.imports;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import rollcall.database.StatementFailed;
import rollcall.jsonapi.schema.Outcome;

/// Collects entries of one kind at a time, by organisation, and writes those of an organisation
/// together, from however many files they come. What comes first in a file is what is kept: batches
/// are written side by side, while the next one is collected, only where none has an entry of
/// another. Used by one thread, which hears the results, too, in the order of the files.
final class Batches implements AutoCloseable {
  /// The most rows of one transaction.
  static final int BATCH_ROWS = 1_000;

  /// The most rows that wait, over all organisations.
  static final int WAITING_ROWS = 20_000;

  /// The most batches that are written at once. One keeps PostgreSQL's half of the work on one
  /// core.
  static final int WRITERS = 2;

  /// Where an entry stands: `row` is its place in an array, or empty.
  record Place(Path file, long line, String row) {}

  /// An entry that waits to be written.
  record Waiting(Entry entry, UUID tenant, Place place) {}

  /// A batch that is being written until `end`. `outcomes` are those of its first entries, which
  /// are committed; whoever waited for the end may read them, also where that is a failure.
  private record Writing(
      List<Waiting> batch, Set<Object> names, List<Outcome> outcomes, Future<?> end) {
    boolean mayRunBeside(Set<Object> others) {
      return !names.isEmpty() && !others.isEmpty() && Collections.disjoint(names, others);
    }
  }

  /// Hears what became of each entry.
  interface Results {
    /// The entry has that outcome.
    void written(Waiting written, Outcome outcome);
  }

  private final Recorders recorders;
  private final Results results;
  private final Map<UUID, List<Waiting>> waiting = new LinkedHashMap<>();
  private int rows;
  private final Deque<Writing> writing = new ArrayDeque<>();

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
    while (!writing.isEmpty()) {
      settle();
    }
  }

  /// Begins to write `batch`, once those before it are written that it may not run beside.
  private void write(List<Waiting> batch) {
    var names = names(batch);
    while (writing.size() == WRITERS || !writing.stream().allMatch(it -> it.mayRunBeside(names))) {
      settle();
    }
    var outcomes = new ArrayList<Outcome>();
    var task = new FutureTask<>(() -> write(batch, outcomes), true);
    Thread.ofVirtual().name("import").start(task);
    writing.add(new Writing(batch, names, outcomes, task));
  }

  /// The names of all entries; none where not every entry has some.
  private static Set<Object> names(List<Waiting> batch) {
    var names = new HashSet<>();
    for (var one : batch) {
      var some = one.entry().names();
      if (some.isEmpty()) {
        return Set.of();
      }
      names.addAll(some);
    }
    return names;
  }

  /// Waits for the batch that is written for longest, and tells what became of its entries. When
  /// the database is lost in the middle of a divided batch, that is told of those which were
  /// committed.
  private void settle() {
    var settled = writing.remove();
    try {
      await(settled.end());
    } finally {
      for (int i = 0; i < settled.outcomes().size(); i++) {
        results.written(settled.batch().get(i), settled.outcomes().get(i));
      }
    }
  }

  /// Returns at the end of what is written, however long that takes, and fails as it did.
  private static void await(Future<?> end) {
    var interrupted = false;
    try {
      while (true) {
        try {
          end.get();
          return;
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

  /// Writes `batch`, and adds to `outcomes` what became of each entry once it is committed.
  private void write(List<Waiting> batch, List<Outcome> outcomes) {
    try {
      outcomes.addAll(
          recorders.write(batch.getFirst().tenant(), batch.stream().map(Waiting::entry).toList()));
    } catch (StatementFailed e) {
      divide(batch, e, outcomes);
    }
  }

  /// One row spoiled the batch: finds it by halves, so that the others are kept.
  private void divide(List<Waiting> batch, StatementFailed failure, List<Outcome> outcomes) {
    if (!failure.refusesValues() && !failure.sqlState().startsWith("23")) {
      throw failure;
    }
    if (batch.size() == 1) {
      outcomes.add(new Outcome.Conflict(String.valueOf(failure.getMessage())));
      return;
    }
    write(batch.subList(0, batch.size() / 2), outcomes);
    write(batch.subList(batch.size() / 2, batch.size()), outcomes);
  }

  /// Returns when nothing is being written any more, and what became of it is told.
  @Override
  public void close() {
    if (writing.isEmpty()) {
      return;
    }
    // The others, too, where one fails.
    try (var _ = this) {
      settle();
    }
  }
}
