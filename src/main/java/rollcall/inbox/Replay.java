package rollcall.inbox;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.calls.CallRecorder;
import rollcall.database.Database;
import rollcall.database.Session;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.ingest.SourceName;
import rollcall.jsonapi.schema.Outcome;
import rollcall.organisations.OrganisationId;

/// Reads what is kept and was done with once more, in order, and reports it again. It changes
/// nothing unless the rules, or what reads and joins reports, changed since, or rows were lost.
/// Thread-safe.
public final class Replay {
  private final Database database;
  private final CallRecorder recorder;
  private final Directions directions;

  /// Over the inboxes in `database`.
  public Replay(Database database, Directions directions, Clock clock) {
    this.database = database;
    this.directions = directions;
    this.recorder = new CallRecorder(clock, new UuidV7(clock));
  }

  /// How many messages were read, how many calls came of them that were not there, and how often
  /// one told something new of a call that was.
  public record Replayed(long messages, long callsMade, long callsChanged) {
    /// Nothing read.
    public static final Replayed NONE = new Replayed(0, 0, 0);

    /// Both together.
    public Replayed plus(Replayed other) {
      return new Replayed(
          messages + other.messages,
          callsMade + other.callsMade,
          callsChanged + other.callsChanged);
    }
  }

  /// Replays all messages of `organisation`, or those of `source` where it is given.
  public Replayed run(OrganisationId organisation, @Nullable SourceName source) {
    var sum = Replayed.NONE;
    for (var step = step(organisation, source, new UUID(0, 0));
        step.did().messages() > 0;
        step = step(organisation, source, step.last())) {
      sum = sum.plus(step.did());
    }
    return sum;
  }

  private record Step(Replayed did, UUID last) {}

  private Step step(OrganisationId organisation, @Nullable SourceName source, UUID after) {
    return database.write(
        new Tenant(organisation.value()), session -> step(session, organisation, source, after));
  }

  private Step step(
      Session session, OrganisationId organisation, @Nullable SourceName source, UUID after) {
    var entries =
        InboxTable.done(
            session, organisation, source, after, DueEntries.BATCH_ENTRIES, DueEntries.BATCH_BYTES);
    if (entries.isEmpty()) {
      return new Step(Replayed.NONE, after);
    }
    var reading =
        Reading.report(recorder, session, organisation, Reading.Said.of(entries, directions));
    return new Step(
        new Replayed(
            entries.size(),
            reading.count(Outcome.Inserted.class),
            reading.count(Outcome.Updated.class)),
        entries.getLast().id());
  }
}
