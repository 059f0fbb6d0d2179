package rollcall.api;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import rollcall.jsonapi.query.Problem;
import rollcall.organisations.OrganisationId;

/// Lets a bounded number of lists be read at once, in all and by each organisation, in the order in
/// which they were asked for. Holds an entry only for an organisation that reads. Thread-safe.
final class ReadGate {
  private final ReadLimits limits;
  private final Semaphore all;
  private final Map<OrganisationId, Queue> queues = new HashMap<>();

  private static final class Queue {
    private final Semaphore turns;
    private int users;

    private Queue(int turns) {
      this.turns = new Semaphore(turns, true);
    }
  }

  /// What became of the wish to read a list.
  sealed interface Entry {
    /// The list may be read; closing this lets the next one in.
    record Turn(Runnable end) implements Entry, AutoCloseable {
      @Override
      public void close() {
        end.run();
      }
    }

    /// No turn came in time; the problem says why.
    record Refused(Problem problem) implements Entry {}
  }

  ReadGate(ReadLimits limits) {
    this.limits = limits;
    this.all = new Semaphore(limits.lists(), true);
  }

  /// Waits for a turn.
  Entry enter(OrganisationId organisation) {
    var queue = join(organisation);
    if (!acquire(queue.turns)) {
      leave(organisation, queue);
      return new Entry.Refused(
          Problem.tooManyRequests(
              "The organisation reads as many lists at once as it may, "
                  + limits.listsPerOrganisation()
                  + "; try again."));
    }
    if (!acquire(all)) {
      queue.turns.release();
      leave(organisation, queue);
      return new Entry.Refused(
          Problem.serviceUnavailable(
              "As many lists are read at once as the service may, "
                  + limits.lists()
                  + "; try again."));
    }
    return new Entry.Turn(
        () -> {
          all.release();
          queue.turns.release();
          leave(organisation, queue);
        });
  }

  private boolean acquire(Semaphore turns) {
    try {
      return turns.tryAcquire(limits.turnWait().toMillis(), TimeUnit.MILLISECONDS);
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
