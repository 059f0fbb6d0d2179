package rollcall.connectors;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import rollcall.calls.CallRecorder;
import rollcall.calls.OpenCall;
import rollcall.database.Cancellation;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.inbox.InboxKind;
import rollcall.inbox.Message;
import rollcall.inbox.Read;
import rollcall.inbox.Receipt;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.Finding;
import rollcall.ingest.SourceName;
import rollcall.observe.Observation;
import rollcall.organisations.OrganisationDirectory;
import rollcall.organisations.OrganisationId;
import rollcall.sources.ActiveSource;
import rollcall.sources.Role;

/// Ends the calls of which nothing was heard for long whose source is not there any more, or only
/// adds to the calls of others by now: no link looks after them. Thread-safe.
final class Abandoned {
  private final RunningSource.Common common;
  private final CallRecorder recorder;
  private final Instant since;

  Abandoned(RunningSource.Common common) {
    this.common = common;
    this.recorder = new CallRecorder(common.clock(), new UuidV7(common.clock()));
    this.since = common.clock().instant();
  }

  /// Ends those of all organisations, where `sources` are there now; one for which that fails does
  /// not hold up the others.
  void end(Reaper reaper, Collection<ActiveSource> sources) throws InterruptedException {
    var failures = new ArrayList<String>();
    for (var organisation : new OrganisationDirectory(common.database()).list()) {
      try {
        end(reaper, organisation.id(), namesOf(organisation.id(), sources));
      } catch (RuntimeException e) {
        failures.add(organisation.id() + ": " + e);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    if (!failures.isEmpty()) {
      common
          .observer()
          .observe(
              new Observation.Notice(
                  "Silent calls of %d organisations do not end, first of %s"
                      .formatted(failures.size(), failures.getFirst())));
    }
  }

  private static List<String> namesOf(
      OrganisationId organisation, Collection<ActiveSource> sources) {
    return sources.stream()
        .map(ActiveSource::source)
        .filter(it -> it.role() == Role.PRIMARY && it.organisation().equals(organisation))
        .map(it -> it.name().value())
        .toList();
  }

  private void end(Reaper reaper, OrganisationId organisation, List<String> others) {
    var open =
        common
            .database()
            .read(
                new Tenant(organisation.value()),
                new Cancellation(),
                session -> recorder.openReported(session, organisation, others));
    // A client may have given a call the name of something that is no source.
    open.forEach(
        (source, calls) ->
            SourceName.parse(source).ifPresent(name -> end(reaper, organisation, name, calls)));
  }

  /// What cannot be put now is found again the next time. One portion after the other, since the
  /// doors share what room there is.
  private void end(
      Reaper reaper, OrganisationId organisation, SourceName source, List<OpenCall> calls) {
    var over = reaper.over(calls, since);
    for (int from = 0;
        from < over.size() && !Thread.currentThread().isInterrupted();
        from += Feed.BATCH) {
      var portion = over.subList(from, Math.min(over.size(), from + Feed.BATCH));
      var read = portion.stream().map(finding -> read(organisation, source, finding)).toList();
      var receipts = common.inbox().putAll(read);
      if (receipts.contains(Receipt.OVERLOADED) || receipts.contains(Receipt.UNAVAILABLE)) {
        return;
      }
    }
  }

  private Read read(OrganisationId organisation, SourceName source, Finding finding) {
    var message =
        Message.of(
            organisation, source, InboxKind.FINDING, common.clock().instant(), finding.bytes());
    return Read.of(message, DirectionRules.NONE);
  }
}
