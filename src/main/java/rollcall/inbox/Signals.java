package rollcall.inbox;

import java.util.LinkedHashSet;
import java.util.Optional;
import rollcall.organisations.OrganisationId;

/// The organisations of which something may be due, each once, in the order in which they were
/// named. Thread-safe.
final class Signals {
  private final LinkedHashSet<OrganisationId> named = new LinkedHashSet<>();
  private boolean closed;

  synchronized void add(OrganisationId organisation) {
    if (named.add(organisation)) {
      notifyAll();
    }
  }

  /// The next one, as soon as there is one; nothing after the end.
  synchronized Optional<OrganisationId> take() throws InterruptedException {
    while (named.isEmpty() && !closed) {
      wait();
    }
    return closed ? Optional.empty() : Optional.of(named.removeFirst());
  }

  /// Returns after `millis`, or earlier at the end; says whether it is the end.
  synchronized boolean awaitEnd(long millis) throws InterruptedException {
    var end = System.nanoTime() + millis * 1_000_000;
    for (var left = millis; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
    return closed;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
