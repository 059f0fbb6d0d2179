package rollcall.api;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import rollcall.jsonapi.query.Problem;
import rollcall.organisations.OrganisationId;

/// Lets a bounded number of requests of a kind be answered at once, in all and by each
/// organisation, in the order in which they were asked for. Holds an entry only for an organisation
/// that has some. Thread-safe.
final class Gate {
  private final String requests;
  private final GateLimits limits;
  private final Semaphore all;
  private final Map<OrganisationId, Queue> queues = new HashMap<>();

  private static final class Queue {
    private final Semaphore turns;
    private int users;

    private Queue(int turns) {
      this.turns = new Semaphore(turns, true);
    }
  }

  /// What became of the wish to enter.
  sealed interface Entry {
    /// The request may be answered; closing this lets the next one in.
    record Turn(Runnable end) implements Entry, AutoCloseable {
      @Override
      public void close() {
        end.run();
      }
    }

    /// No turn came in time; the problem says why.
    record Refused(Problem problem) implements Entry {}
  }

  /// A gate for `requests`, a plural: lists.
  Gate(String requests, GateLimits limits) {
    this.requests = requests;
    this.limits = limits;
    this.all = new Semaphore(limits.all(), true);
  }

  /// Waits for a turn.
  Entry enter(OrganisationId organisation) {
    var queue = join(organisation);
    if (!acquire(queue.turns)) {
      leave(organisation, queue);
      return new Entry.Refused(
          Problem.tooManyRequests(
              "The organisation has as many "
                  + requests
                  + " at once as it may, "
                  + limits.perOrganisation()
                  + "; try again."));
    }
    if (!acquire(all)) {
      queue.turns.release();
      leave(organisation, queue);
      return new Entry.Refused(
          Problem.serviceUnavailable(
              "There are as many "
                  + requests
                  + " at once as the service answers, "
                  + limits.all()
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
    var queue = queues.computeIfAbsent(organisation, _ -> new Queue(limits.perOrganisation()));
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
