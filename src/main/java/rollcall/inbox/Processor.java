package rollcall.inbox;

import java.util.List;
import java.util.stream.IntStream;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationId;

/// Threads that report what is due, as soon as they hear of it. Others may do the same on the same
/// database. Thread-safe.
final class Processor implements AutoCloseable {
  private final DueEntries due;
  private final Observer observer;
  private final Signals signals = new Signals();
  private final List<Thread> threads;

  private Processor(DueEntries due, int threads, Observer observer) {
    this.due = due;
    this.observer = observer;
    this.threads =
        IntStream.range(0, threads)
            .mapToObj(i -> Thread.ofPlatform().name("inbox processor " + i).unstarted(this::run))
            .toList();
  }

  static Processor start(DueEntries due, int threads, Observer observer) {
    var processor = new Processor(due, threads, observer);
    processor.threads.forEach(Thread::start);
    return processor;
  }

  /// Says that something of `organisation` may be due.
  void look(OrganisationId organisation) {
    signals.add(organisation);
  }

  private void run() {
    try {
      for (var next = signals.take(); next.isPresent(); next = signals.take()) {
        report(next.get());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a processor", e);
    }
  }

  private void report(OrganisationId organisation) {
    try {
      if (due.report(organisation)) {
        // Behind the others, so that nobody waits for the end of another's long queue.
        signals.add(organisation);
      }
    } catch (RuntimeException | Error e) {
      // Whatever it is, such as a lack of memory: there is work for this thread after it.
      observer.observe(
          new Observation.Notice("Messages to " + organisation + " must wait: " + reason(e)));
      // The next scan finds them again, and meanwhile this thread works for others.
    }
  }

  private static String reason(Throwable failure) {
    var cause = failure.getCause();
    return cause == null ? failure.toString() : failure.getMessage() + ": " + cause.getMessage();
  }

  /// Ends after the batches under way.
  @Override
  public void close() {
    signals.close();
    threads.forEach(Threads::join);
  }
}
