package rollcall.inbox;

import java.time.Clock;
import java.util.List;
import rollcall.database.Database;
import rollcall.ingest.Delivery;
import rollcall.observe.Observer;

/// Takes what sources deliver, keeps it for good before it says so, and reports it to the calls
/// soon after. Thread-safe.
public final class Inbox implements AutoCloseable {
  private final Processor processor;
  private final Housekeeping housekeeping;
  private final Intake intake;

  private Inbox(Processor processor, Housekeeping housekeeping, Intake intake) {
    this.processor = processor;
    this.housekeeping = housekeeping;
    this.intake = intake;
  }

  /// Opens the inbox in `database`, and begins with what is left in it.
  public static Inbox open(
      Database database,
      Directions directions,
      InboxSettings settings,
      Clock clock,
      Observer observer) {
    var due = new DueEntries(database, directions, clock, observer);
    var processor = Processor.start(due, settings.processors(), observer);
    var housekeeping = Housekeeping.start(database, settings, clock, observer, processor::look);
    return new Inbox(
        processor,
        housekeeping,
        Intake.start(database, settings.processors() > 0, clock, observer, processor::look));
  }

  /// Keeps `message`, of which `delivery` was read, unless one with its key is there from the same
  /// source; returns when that is committed, or soon when it cannot be. What it says is in its call
  /// then or within moments.
  public Receipt put(Message message, Delivery delivery) {
    return intake.put(message, delivery);
  }

  /// The same for many messages, with what became of each, in their order.
  public List<Receipt> putAll(List<Read> messages) {
    return intake.putAll(messages);
  }

  /// Ends what is under way; what is waiting then is for the next that opens the inbox.
  @Override
  public void close() {
    intake.close();
    housekeeping.close();
    processor.close();
  }
}
