package rollcall.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import rollcall.database.Database;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.OutcomeUnknown;
import rollcall.database.StatementTimeout;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.ingest.Delivery;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationId;

/// Keeps messages of many callers with few commits: while a writer commits, the next batch of that
/// organisation gathers behind it, so that nobody waits for company and the batches grow with the
/// load. What a batch tells of calls is in the same transaction where that is possible.
/// Thread-safe.
final class Intake implements AutoCloseable {
  /// The most messages of a transaction.
  static final int BATCH_MESSAGES = 1_000;

  /// The most messages, and bytes of them, that wait to be kept.
  static final int WAITING_MESSAGES = 10_000;

  static final int WAITING_BYTES = 32 << 20;

  /// For organisations whose messages come at the same time.
  private static final int WRITERS = 2;

  /// How long a caller waits at most.
  private static final Duration LONGEST_PUT = Duration.ofSeconds(8);

  /// How long callers are turned away at once after the database was found to be away.
  private static final Duration REST = Duration.ofMillis(500);

  private final Database database;
  private final NewEntries entries;
  private final boolean reportsAtOnce;
  private final UuidV7 ids;
  private final Observer observer;
  private final Consumer<OrganisationId> arrived;
  private final Waiting waiting = new Waiting(WAITING_MESSAGES, WAITING_BYTES);
  private final AtomicLong restingUntil = new AtomicLong(System.nanoTime());
  private final List<Thread> writers;
  private volatile boolean closed;

  private Intake(
      Database database,
      boolean reportsAtOnce,
      Clock clock,
      Observer observer,
      Consumer<OrganisationId> arrived) {
    this.database = database;
    this.entries = new NewEntries(database, clock);
    this.reportsAtOnce = reportsAtOnce;
    this.ids = new UuidV7(clock);
    this.observer = observer;
    this.arrived = arrived;
    this.writers =
        IntStream.range(0, WRITERS)
            .mapToObj(i -> Thread.ofPlatform().name("inbox writer " + i).unstarted(this::write))
            .toList();
  }

  /// An intake whose writers run, and report what they keep if `reportsAtOnce`; `arrived` hears
  /// whose messages are due.
  static Intake start(
      Database database,
      boolean reportsAtOnce,
      Clock clock,
      Observer observer,
      Consumer<OrganisationId> arrived) {
    var intake = new Intake(database, reportsAtOnce, clock, observer, arrived);
    intake.writers.forEach(Thread::start);
    return intake;
  }

  Receipt put(Message message, Delivery delivery) {
    var pending = new Pending(ids.next(), new Read(message, delivery));
    return offer(pending).orElseGet(() -> await(pending, deadline()));
  }

  /// Puts all of `messages`, and gives what became of each, in their order.
  List<Receipt> putAll(List<Read> messages) {
    var pending = messages.stream().map(it -> new Pending(ids.next(), it)).toList();
    pending.forEach(it -> offer(it).ifPresent(refused -> it.receipt().complete(refused)));
    var deadline = deadline();
    return pending.stream().map(it -> await(it, deadline)).toList();
  }

  private static long deadline() {
    return System.nanoTime() + LONGEST_PUT.toNanos();
  }

  /// Why it cannot wait to be kept, if it cannot.
  private Optional<Receipt> offer(Pending pending) {
    if (closed || System.nanoTime() - restingUntil.get() < 0) {
      return Optional.of(Receipt.UNAVAILABLE);
    }
    return waiting.offer(pending) ? Optional.empty() : Optional.of(Receipt.OVERLOADED);
  }

  private static Receipt await(Pending pending, long deadline) {
    try {
      return pending.receipt().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return Receipt.UNAVAILABLE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Receipt.UNAVAILABLE;
    } catch (ExecutionException e) {
      throw new IllegalStateException("receipts do not fail", e);
    }
  }

  private void write() {
    try {
      for (var batch = next(); !batch.isEmpty(); batch = next()) {
        write(batch);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a writer", e);
    }
  }

  private List<Pending> next() throws InterruptedException {
    while (true) {
      try {
        return waiting.take(BATCH_MESSAGES);
      } catch (RuntimeException | Error e) {
        // Whatever it is, such as a lack of memory: they still wait.
        observer.observe(new Observation.Notice("Messages must wait to be kept: " + e));
        Thread.sleep(REST);
      }
    }
  }

  private void write(List<Pending> batch) {
    var organisation = batch.getFirst().message().organisation();
    try {
      if (reportsAtOnce) {
        keepAndReport(organisation, batch);
      } else {
        keep(organisation, batch);
      }
    } catch (RuntimeException | Error e) {
      // Whatever it is, such as a lack of memory: there is work for this thread after it.
      observer.observe(new Observation.Notice("Messages cannot be kept now: " + e));
      answer(batch, Receipt.UNAVAILABLE);
    } finally {
      waiting.back(organisation, batch.stream().mapToInt(Pending::bytes).sum());
    }
  }

  /// Keeps `batch` and reports it at once; when that fails it is kept alone, and left to those who
  /// find out why.
  private void keepAndReport(OrganisationId organisation, List<Pending> batch) {
    try {
      var kept = entries.keep(organisation, batch);
      answer(batch, kept.added());
      Verdict.tellRefused(kept.verdicts(), organisation, observer);
      if (kept.due()) {
        arrived.accept(organisation);
      }
    } catch (DatabaseUnavailable | OutcomeUnknown e) {
      turnAway(batch);
    } catch (RuntimeException e) {
      observer.observe(new Observation.Notice("Messages are reported later: " + e));
      keep(organisation, batch);
    }
  }

  private void keep(OrganisationId organisation, List<Pending> batch) {
    try {
      var tenant = new Tenant(organisation.value());
      var added =
          database.write(tenant, session -> InboxTable.insert(session, organisation, batch));
      answer(batch, added);
      if (!added.isEmpty()) {
        arrived.accept(organisation);
      }
    } catch (DatabaseUnavailable | OutcomeUnknown | StatementTimeout e) {
      turnAway(batch);
    } catch (RuntimeException e) {
      keepByHalves(organisation, batch, e);
    }
  }

  private void answer(List<Pending> batch, Set<UUID> added) {
    batch.forEach(
        it -> it.receipt().complete(added.contains(it.id()) ? Receipt.NEW : Receipt.KNOWN));
  }

  private static void answer(List<Pending> batch, Receipt receipt) {
    batch.forEach(it -> it.receipt().complete(receipt));
  }

  private void turnAway(List<Pending> batch) {
    // Before the answers, or who hears one and tries again at once waits in vain.
    turnAway();
    answer(batch, Receipt.UNAVAILABLE);
  }

  /// Finds what spoils a batch, so that the others are kept.
  private void keepByHalves(
      OrganisationId organisation, List<Pending> batch, RuntimeException failure) {
    if (!Blame.isOfOneMessage(failure)) {
      observer.observe(new Observation.Notice("Messages cannot be kept now: " + failure));
      answer(batch, Receipt.UNAVAILABLE);
    } else if (batch.size() == 1) {
      observer.observe(new Observation.Notice("A message cannot be kept: " + failure));
      answer(batch, Receipt.IMPOSSIBLE);
    } else {
      keep(organisation, batch.subList(0, batch.size() / 2));
      keep(organisation, batch.subList(batch.size() / 2, batch.size()));
    }
  }

  /// What waits would wait in vain, each batch for as long as the one before it.
  private void turnAway() {
    restingUntil.set(System.nanoTime() + REST.toNanos());
    answer(waiting.drain(), Receipt.UNAVAILABLE);
  }

  /// Keeps what was taken, and takes no more.
  @Override
  public void close() {
    closed = true;
    waiting.close();
    writers.forEach(Threads::join);
    turnAway();
  }
}
