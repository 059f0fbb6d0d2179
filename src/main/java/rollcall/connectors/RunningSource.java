package rollcall.connectors;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.calls.CallRecorder;
import rollcall.calls.OpenCall;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.StatementTimeout;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxKind;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.sources.ActiveSource;
import rollcall.sources.Role;
import rollcall.switches.Link;

/// The links of one source, and the feed that they share. Thread-safe.
final class RunningSource implements AutoCloseable {
  private final ActiveSource source;
  private final Database database;
  private final CallRecorder recorder;
  private final Feed feed;
  private final List<LinkRunner> runners;
  private final Clock clock;

  /// Since when the database was always there, as far as was seen.
  private volatile Instant databaseSince;

  /// What all sources have in common.
  record Common(
      Database database, Inbox inbox, WaitingBytes room, Clock clock, Observer observer) {}

  private RunningSource(ActiveSource source, List<Link> links, Common common) {
    var name = source.source().name().value();
    Consumer<String> notices =
        sentence -> common.observer().observe(new Observation.Notice(name + ": " + sentence));
    this.source = source;
    this.database = common.database();
    this.clock = common.clock();
    this.databaseSince = clock.instant();
    this.recorder = new CallRecorder(common.clock(), new UuidV7(common.clock()));
    this.feed = Feed.start(source.source(), common.inbox(), common.room(), common.clock(), notices);
    this.runners =
        links.stream()
            .map(
                link ->
                    LinkRunner.start(
                        name,
                        link,
                        new SourceHost(
                            link.peer(), feed, this::openCalls, notices, common.clock())))
            .toList();
  }

  /// `source` with its `links`, which run.
  static RunningSource start(ActiveSource source, List<Link> links, Common common) {
    return new RunningSource(source, links, common);
  }

  /// Whether it is what it would be if it were started now; only those who come to us use other
  /// secrets than the first.
  boolean isOf(ActiveSource now) {
    return source.source().equals(now.source()) && source.ownSecret().equals(now.ownSecret());
  }

  private Optional<List<OpenCall>> openCalls() {
    if (source.source().role() == Role.ENRICH) {
      // It has no calls of its own that it could miss.
      return Optional.empty();
    }
    var organisation = source.source().organisation();
    var name = source.source().name().value();
    try {
      return Optional.of(
          database.read(
              new Tenant(organisation.value()),
              new Cancellation(),
              session -> recorder.open(session, organisation, name)));
    } catch (DatabaseUnavailable | StatementTimeout _) {
      databaseSince = clock.instant();
      return Optional.empty();
    }
  }

  /// Ends the calls that are over by all appearance, where nobody can be asked.
  void reap(Reaper reaper) throws InterruptedException {
    if (!Links.canBeAsked(source.source())) {
      var open = openCalls().orElse(List.of());
      for (var finding : reaper.over(open, listeningSince())) {
        feed.hear(InboxKind.FINDING, finding.bytes());
      }
    }
  }

  /// Since when it could tell us of its calls without a break.
  private Instant listeningSince() {
    return states().stream()
        .map(state -> state.connected() ? state.since() : clock.instant())
        .reduce(databaseSince, (one, other) -> one.isAfter(other) ? one : other);
  }

  List<LinkState> states() {
    return runners.stream().map(LinkRunner::state).toList();
  }

  /// Ends the links, and then what they heard is kept.
  @Override
  public void close() {
    runners.forEach(LinkRunner::close);
    feed.close();
  }
}
