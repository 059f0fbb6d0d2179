package rollcall.switches.freeswitch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which processes of a FreeSWITCH were heard, one after the other: each has a `Core-UUID` of its
/// own, its calls ended with it, and one that was followed by another never comes back, however
/// late something of it is heard. Thread-safe.
final class Processes {
  /// The most ended processes that are remembered.
  static final int MOST_ENDED = 16;

  /// A process, and from when till when it was heard by the switch's clock.
  private record Running(String core, Instant first, Instant last) {
    Running heard(Instant at) {
      return new Running(core, at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
    }
  }

  private final Deque<Running> ended = new ArrayDeque<>();
  private @Nullable Running current;

  /// Hears an event; says whether it is the first of a process that follows another.
  synchronized boolean hear(EventHead head) {
    if (head.core().isEmpty() || head.at().isEmpty() || hasEnded(head.core())) {
      return false;
    }
    var at = head.at().get();
    if (current != null && current.core().equals(head.core())) {
      current = current.heard(at);
      return false;
    }
    var follows = current != null;
    if (current != null) {
      ended.addLast(current);
      if (ended.size() > MOST_ENDED) {
        ended.removeFirst();
      }
    }
    current = new Running(head.core(), at, at);
    return follows;
  }

  /// Whether `core` is the process that was heard after all others.
  synchronized boolean isPresent(String core) {
    return current != null && current.core().equals(core);
  }

  /// Whether `core` was heard before the present process.
  synchronized boolean hasEnded(String core) {
    return ended.stream().anyMatch(it -> it.core().equals(core));
  }

  /// When the process was heard last that had a call whose last sign of life was at `aliveAt`;
  /// nothing while it may be the present one. A sign of life can be a little younger than all that
  /// was heard, so it counts when the next process was first heard.
  synchronized Optional<Instant> endOf(Instant aliveAt) {
    var previous = Optional.<Running>empty();
    for (var process : ended) {
      if (previous.isPresent() && aliveAt.isBefore(process.first())) {
        return previous.map(Running::last);
      }
      previous = Optional.of(process);
    }
    return current != null && aliveAt.isBefore(current.first())
        ? previous.map(Running::last)
        : Optional.empty();
  }
}
