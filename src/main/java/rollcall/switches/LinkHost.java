package rollcall.switches;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import rollcall.calls.OpenCall;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Delivery;

/// What a link is given to work with: where what it hears goes, what is known of the calls of its
/// source, and who is told how it fares. Thread-safe.
public interface LinkHost {
  /// Hands over one message as it was heard, which will be kept soon. Waits while too many wait to
  /// be kept, so that the switch's own queue has to hold the rest. One that is longer than
  /// [Delivery#MOST_BYTES] is passed over. The caller does not change `body`.
  void hear(InboxKind kind, byte[] body) throws InterruptedException;

  /// Hands over messages, and returns when all of them are kept for good, however long that takes:
  /// for what must not be forgotten at its origin before. Those that are too long are passed over.
  void keep(InboxKind kind, List<byte[]> bodies) throws InterruptedException;

  /// The calls of the source that go on as far as is known; nothing while that cannot be known,
  /// when nothing may be concluded.
  Optional<List<OpenCall>> openCalls();

  /// Says that the connection stands and works, and with whom, as part of a sentence: `FreeSWITCH
  /// 1.10.12, up 3 h`.
  void connected(String with);

  /// Tells the operator, in a sentence.
  void notice(String sentence);

  /// The time.
  Clock clock();
}
