package rollcall.switches;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rollcall.calls.EndSource;
import rollcall.calls.OpenCall;
import rollcall.ingest.Finding;

/// Compares the calls that a switch says it has with those that go on as far as is known. A call
/// counts as over when it is missing from two whole lists in a row, and for
/// [LinkSettings#missingFor] since the first of them: its end may be on its way. Remembers what was
/// missing and when each call was seen; one thread.
public final class Resync {
  private final Duration missingFor;
  private final Map<String, Instant> missingSince = new HashMap<>();
  private Map<String, Instant> seenAt = Map.of();

  /// With the patience of `settings`.
  public Resync(LinkSettings settings) {
    this.missingFor = settings.missingFor();
  }

  /// What a list shows: calls of the switch that are not known to go on, to be described, and calls
  /// that are over by all appearance, which the switch should be asked about once more by name.
  public record Shown(List<String> unknown, List<Finding> over) {}

  /// Weighs a whole list of the calls `alive` that the switch was asked for at `askedAt`, when
  /// `open` were known.
  public Shown weigh(Instant askedAt, Set<String> alive, Collection<OpenCall> open) {
    var over = new ArrayList<Finding>();
    var missing = new HashMap<String, Instant>();
    var known = new HashSet<String>();
    var seen = new HashMap<String, Instant>();
    alive.forEach(callUuid -> seen.put(callUuid, askedAt));
    for (var call : open) {
      known.add(call.callUuid());
      // Who was heard after the list was asked for need not be in it.
      if (!alive.contains(call.callUuid()) && call.heardAt().isBefore(askedAt)) {
        var since = missingSince.getOrDefault(call.callUuid(), askedAt);
        missing.put(call.callUuid(), since);
        var lastSeen = seenAt.getOrDefault(call.callUuid(), call.aliveAt());
        seen.put(call.callUuid(), lastSeen);
        if (since.isBefore(askedAt) && !askedAt.isBefore(since.plus(missingFor))) {
          over.add(over(call, lastSeen));
        }
      }
    }
    missingSince.clear();
    missingSince.putAll(missing);
    seenAt = seen;
    return new Shown(alive.stream().filter(it -> !known.contains(it)).toList(), over);
  }

  /// `calls` that a switch cannot have any more because it ended, all at once; `diedAt` is when it
  /// was last heard.
  public static List<Finding> died(Instant diedAt, Collection<OpenCall> calls) {
    return calls.stream().map(call -> over(call, diedAt)).toList();
  }

  private static Finding over(OpenCall call, Instant lastSeen) {
    var last = lastSeen.isAfter(call.aliveAt()) ? lastSeen : call.aliveAt();
    return new Finding(call.callUuid(), last, EndSource.RESYNC);
  }
}
