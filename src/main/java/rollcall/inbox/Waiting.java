package rollcall.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import rollcall.organisations.OrganisationId;

/// The messages that wait to be kept, in the order in which they came. They leave in batches, each
/// of one organisation, and of an organisation only one at a time: so its batches grow with its
/// load and never wait for each other's rows. Organisations take turns. Thread-safe.
final class Waiting {
  private final int mostMessages;
  private final int mostBytes;
  private final Map<OrganisationId, Queue<Pending>> queues = new HashMap<>();

  /// Those that have messages and of which no batch is out.
  private final LinkedHashSet<OrganisationId> ready = new LinkedHashSet<>();

  private final Set<OrganisationId> out = new HashSet<>();
  private int messages;
  private int bytes;
  private boolean closed;

  /// At most so many messages, and so many bytes of messages that wait or are out.
  Waiting(int mostMessages, int mostBytes) {
    this.mostMessages = mostMessages;
    this.mostBytes = mostBytes;
  }

  /// Whether there is room for `pending`, which waits then.
  synchronized boolean offer(Pending pending) {
    if (messages == mostMessages || pending.bytes() > mostBytes - bytes) {
      return false;
    }
    messages++;
    bytes += pending.bytes();
    var organisation = pending.message().organisation();
    queueOf(organisation).add(pending);
    if (!out.contains(organisation) && ready.add(organisation)) {
      notifyAll();
    }
    return true;
  }

  private Queue<Pending> queueOf(OrganisationId organisation) {
    return queues.computeIfAbsent(organisation, _ -> new ArrayDeque<>());
  }

  /// The next batch, of at most `most` messages, as soon as there is one; none after the end, when
  /// nothing waits. It is out until [#back].
  synchronized List<Pending> take(int most) throws InterruptedException {
    while (ready.isEmpty() && !(closed && queues.isEmpty())) {
      wait();
    }
    if (ready.isEmpty()) {
      return List.of();
    }
    var organisation = ready.getFirst();
    var queue = queueOf(organisation);
    // What needs memory comes first: without it nothing has changed.
    var batch = queue.stream().limit(most).toList();
    out.add(organisation);
    ready.removeFirst();
    for (int i = 0; i < batch.size(); i++) {
      queue.remove();
    }
    messages -= batch.size();
    return batch;
  }

  /// Gives a batch of `organisation` back, which took room for that many bytes.
  synchronized void back(OrganisationId organisation, int givenBytes) {
    bytes -= givenBytes;
    out.remove(organisation);
    if (queueOf(organisation).isEmpty()) {
      queues.remove(organisation);
    } else {
      ready.add(organisation);
    }
    notifyAll();
  }

  /// All that wait; none does then.
  synchronized List<Pending> drain() {
    var all = new ArrayList<Pending>();
    for (var queue : queues.values()) {
      all.addAll(queue);
      queue.clear();
    }
    messages = 0;
    bytes -= all.stream().mapToInt(Pending::bytes).sum();
    queues.keySet().retainAll(out);
    ready.clear();
    return all;
  }

  /// Says that no more will come.
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
