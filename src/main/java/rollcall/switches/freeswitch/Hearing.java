package rollcall.switches.freeswitch;

import rollcall.inbox.InboxKind;
import rollcall.ingest.Delivery;
import rollcall.switches.LinkHost;

/// Hands over what a FreeSWITCH tells over one connection, and notes which of its processes told
/// it. Thread-safe.
final class Hearing {
  private final LinkHost host;
  private final Processes processes;
  private volatile boolean hasHeardPresent;

  Hearing(LinkHost host, Processes processes) {
    this.host = host;
    this.processes = processes;
  }

  /// Hears `event`; says whether it is the first of a process that follows another.
  boolean hear(byte[] event) throws InterruptedException {
    var head = EventHead.of(event);
    var isAnother = processes.hear(head);
    if (processes.isPresent(head.core())) {
      hasHeardPresent = true;
    }
    if (head.mayTellOfACall()) {
      handOver(event);
    }
    return isAnother;
  }

  /// Hears the description of a channel that the switch has now, in the same way. Once the present
  /// process was heard here, one of a process that has ended is not of the switch that was asked.
  boolean hearOfNow(byte[] description) throws InterruptedException {
    var isLate = hasHeardPresent && processes.hasEnded(EventHead.of(description).core());
    return !isLate && hear(description);
  }

  private void handOver(byte[] event) throws InterruptedException {
    if (event.length > Delivery.MOST_BYTES) {
      host.notice("An event of " + event.length + " bytes is too long and was passed over.");
    } else {
      host.hear(InboxKind.FREESWITCH_EVENT, event);
    }
  }
}
