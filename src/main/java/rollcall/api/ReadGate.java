package rollcall.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import rollcall.organisations.OrganisationId;

/// Lets each organisation read a bounded number of lists at once, in the order in which they were
/// asked for. Holds an entry only for an organisation that reads. Thread-safe.
final class ReadGate {
  private final ReadLimits limits;
  private final Map<OrganisationId, Queue> queues = new HashMap<>();

  private static final class Queue {
    private final Semaphore turns;
    private int users;

    private Queue(int turns) {
      this.turns = new Semaphore(turns, true);
    }
  }

  /// The turn of one list; closing it lets the next one in.
  @FunctionalInterface
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  ReadGate(ReadLimits limits) {
    this.limits = limits;
  }

  /// Waits for a turn; nothing when it did not come in time.
  Optional<Turn> enter(OrganisationId organisation) {
    var queue = join(organisation);
    if (acquire(queue)) {
      return Optional.of(
          () -> {
            queue.turns.release();
            leave(organisation, queue);
          });
    }
    leave(organisation, queue);
    return Optional.empty();
  }

  private boolean acquire(Queue queue) {
    try {
      return queue.turns.tryAcquire(limits.turnWait().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Queue join(OrganisationId organisation) {
    var queue = queues.computeIfAbsent(organisation, _ -> new Queue(limits.listsPerOrganisation()));
    queue.users++;
    return queue;
  }

  private synchronized void leave(OrganisationId organisation, Queue queue) {
    queue.users--;
    if (queue.users == 0) {
      queues.remove(organisation);
    }
  }
}
