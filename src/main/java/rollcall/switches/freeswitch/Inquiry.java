package rollcall.switches.freeswitch;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rollcall.calls.OpenCall;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Finding;
import rollcall.ingest.Unreadable;
import rollcall.ingest.freeswitch.ChannelList;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;
import rollcall.switches.Resync;

/// Asks a FreeSWITCH which calls it has, when the connection was made and again and again, while
/// another thread reads. One thread.
final class Inquiry {
  /// The most channels that are described after one list; others wait for the next.
  static final int MOST_DESCRIBED = 5_000;

  /// By how much our clock and the switch's may differ unnoticed.
  private static final Duration SKEW = Duration.ofSeconds(2);

  /// What may stand in a command: an identifier is the switch's, but a program can choose it.
  private static final Pattern IDENTIFIER = Pattern.compile("[!-~]{1,250}");

  private static final String GONE = "-ERR No such channel";
  private static final String NO_SECOND_LOOK =
      "Calls that are not in its list do not end, since it does not say whether it has them:";

  private static final String NO_LIST = "Its channels cannot be listed, and no call ends for that.";
  private static final String NO_DESCRIPTION = "It does not describe its channels:";

  private final EventSocket socket;
  private final LinkHost host;
  private final Hearing hearing;
  private final LinkSettings settings;
  private final Processes processes;
  private final Resync resync;
  private final Semaphore soon = new Semaphore(0);

  /// Channels that were there before this connection and are still to be described.
  private final Set<String> owed = new LinkedHashSet<>();

  /// What the operator knows of troubles that last.
  private final Map<String, String> told = new HashMap<>();

  private boolean isListed;

  Inquiry(
      EventSocket socket,
      LinkHost host,
      Hearing hearing,
      LinkSettings settings,
      Processes processes) {
    this.socket = socket;
    this.host = host;
    this.hearing = hearing;
    this.settings = settings;
    this.processes = processes;
    this.resync = new Resync(settings);
  }

  /// Has it asked at once.
  void hurry() {
    soon.release();
  }

  void run() throws IOException, InterruptedException {
    var asked = host.clock().instant();
    var status = Status.of(socket.api("status"));
    host.connected(status.words());
    var began = status.up().map(up -> asked.minus(up).minus(SKEW)).orElse(Instant.MIN);
    while (true) {
      compare(began);
      soon.tryAcquire(settings.resyncEvery().toMillis(), TimeUnit.MILLISECONDS);
      soon.drainPermits();
    }
  }

  /// Compares what is known with what the switch has. The switch is asked second: then a call that
  /// is known and not listed was not too young for the list.
  private void compare(Instant began) throws IOException, InterruptedException {
    var open = host.openCalls();
    var asked = host.clock().instant();
    try {
      var list = ChannelList.read(socket.api("show channels as json"));
      told.remove(NO_LIST);
      if (open.isPresent()) {
        var alive = list.rows().stream().map(ChannelList.Row::uuid).collect(toSet());
        var rest = endWhatDied(open.get(), alive, began);
        var shown = resync.weigh(asked, alive, rest);
        endWhatIsGone(shown.over());
        describe(list, alive, Set.copyOf(shown.unknown()));
      }
    } catch (Unreadable e) {
      tell(NO_LIST, e.reason());
    }
  }

  /// Tells the operator of a trouble, once while it stays the same.
  private void tell(String trouble, String reason) {
    if (!reason.equals(told.put(trouble, reason))) {
      host.notice(trouble + " " + reason);
    }
  }

  /// Ends the calls of processes that ended: of those that this link heard before the present one,
  /// and those that were last heard before it began by its own word. Gives the other calls.
  private List<OpenCall> endWhatDied(List<OpenCall> open, Set<String> alive, Instant began)
      throws InterruptedException {
    var rest = new ArrayList<OpenCall>();
    for (var call : open) {
      var died = processes.endOf(call.aliveAt());
      if (!alive.contains(call.callUuid())
          && (died.isPresent() || call.aliveAt().isBefore(began))) {
        end(Resync.died(died.orElse(Instant.MIN), List.of(call)));
      } else {
        rest.add(call);
      }
    }
    return rest;
  }

  private void endWhatIsGone(List<Finding> over) throws IOException, InterruptedException {
    for (var finding : over) {
      var uuid = finding.callUuid();
      // What is no identifier cannot be asked about; then the lists alone count.
      var exists =
          IDENTIFIER.matcher(uuid).matches() ? Said.of(socket.api("uuid_exists " + uuid)) : "false";
      switch (exists) {
        case "false" -> end(List.of(finding));
        case "true" -> {}
        default -> tell(NO_SECOND_LOOK, exists);
      }
    }
  }

  private void end(List<Finding> findings) throws InterruptedException {
    for (var finding : findings) {
      host.hear(InboxKind.FINDING, finding.bytes());
    }
  }

  /// Of what was there before this connection something may have been missed, known or not. Which
  /// of those channels are calls only their descriptions tell: once a program has bridged two
  /// calls, the list shows one as part of the other. Of later ones the beginning was heard, unless
  /// the switch lost it, and the word of the list is enough.
  private void describe(ChannelList list, Set<String> alive, Set<String> unknown)
      throws IOException, InterruptedException {
    var calls =
        list.rows().stream()
            .filter(ChannelList.Row::mayBeACall)
            .map(ChannelList.Row::uuid)
            .toList();
    if (!isListed) {
      owed.addAll(calls);
      owed.addAll(alive);
      isListed = true;
    }
    owed.retainAll(alive);
    describe(
        Stream.concat(owed.stream(), calls.stream().filter(unknown::contains))
            .distinct()
            .limit(MOST_DESCRIBED)
            .toList());
  }

  private void describe(Collection<String> uuids) throws IOException, InterruptedException {
    for (var uuid : uuids) {
      owed.remove(uuid);
      if (IDENTIFIER.matcher(uuid).matches()) {
        takeDescription(socket.api("uuid_dump " + uuid + " json"));
      }
    }
  }

  private void takeDescription(byte[] answer) throws InterruptedException {
    if (answer.length > 0 && answer[0] == '{') {
      told.remove(NO_DESCRIPTION);
      if (hearing.hearOfNow(answer)) {
        hurry();
      }
    } else if (!Said.of(answer).startsWith(GONE)) {
      tell(NO_DESCRIPTION, Said.of(answer));
    }
  }
}
