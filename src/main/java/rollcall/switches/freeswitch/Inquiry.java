package rollcall.switches.freeswitch;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
  /// The most calls that are described after one list.
  static final int MOST_DESCRIBED = 5_000;

  /// By how much our clock and the switch's may differ unnoticed.
  private static final Duration SKEW = Duration.ofSeconds(2);

  /// What may stand in a command: an identifier is the switch's, but a program can choose it.
  private static final Pattern IDENTIFIER = Pattern.compile("[!-~]{1,250}");

  private final EventSocket socket;
  private final LinkHost host;
  private final LinkSettings settings;
  private final LastHeard lastHeard;
  private final Resync resync;
  private final Semaphore soon = new Semaphore(0);
  private String trouble = "";

  Inquiry(EventSocket socket, LinkHost host, LinkSettings settings, LastHeard lastHeard) {
    this.socket = socket;
    this.host = host;
    this.settings = settings;
    this.lastHeard = lastHeard;
    this.resync = new Resync(settings);
  }

  /// Has it asked at once.
  void hurry() {
    soon.release();
  }

  void run() throws IOException, InterruptedException {
    var status = Status.of(socket.api("status"));
    host.connected(status.words());
    var began = status.up().map(up -> host.clock().instant().minus(up).minus(SKEW));
    var isFirst = true;
    while (true) {
      var asked = host.clock().instant();
      try {
        var list = ChannelList.read(socket.api("show channels as json"));
        isFirst &= !weigh(asked, list, began.orElse(Instant.MIN), isFirst);
        trouble = "";
      } catch (Unreadable e) {
        tell(e.reason());
      }
      soon.tryAcquire(settings.resyncEvery().toMillis(), TimeUnit.MILLISECONDS);
      soon.drainPermits();
    }
  }

  private void tell(String reason) {
    if (!reason.equals(trouble)) {
      host.notice("Its channels cannot be listed, and no call ends for that. " + reason);
      trouble = reason;
    }
  }

  /// Whether anything could be concluded.
  private boolean weigh(Instant asked, ChannelList list, Instant began, boolean isFirst)
      throws IOException, InterruptedException {
    var alive = list.rows().stream().map(ChannelList.Row::uuid).collect(toSet());
    var open = host.openCalls();
    var calls =
        list.rows().stream()
            .filter(ChannelList.Row::mayBeACall)
            .map(ChannelList.Row::uuid)
            .toList();
    if (open.isEmpty()) {
      return false;
    }
    var dead = dead(open.get(), alive, began);
    for (var finding : dead) {
      host.hear(InboxKind.FINDING, finding.bytes());
    }
    var buried = dead.stream().map(Finding::callUuid).collect(toSet());
    var rest = open.get().stream().filter(call -> !buried.contains(call.callUuid())).toList();
    var shown = resync.weigh(asked, alive, rest);
    for (var finding : shown.over()) {
      if (isGone(finding.callUuid())) {
        host.hear(InboxKind.FINDING, finding.bytes());
      }
    }
    var unknown = Set.copyOf(shown.unknown());
    // Of those that are known, too, something may have been missed before this connection.
    describe(calls.stream().filter(uuid -> isFirst || unknown.contains(uuid)).toList());
    return true;
  }

  /// The calls of processes that ended: those that were last heard before this one began, and those
  /// of the one before, if it was heard by this link.
  private List<Finding> dead(List<OpenCall> open, Set<String> alive, Instant began) {
    var gone = open.stream().filter(call -> !alive.contains(call.callUuid())).toList();
    var died = lastHeard.died();
    var old =
        gone.stream()
            .filter(
                call ->
                    call.aliveAt().isBefore(began)
                        || died.filter(at -> !call.aliveAt().isAfter(at)).isPresent())
            .toList();
    died.ifPresent(lastHeard::buried);
    return Resync.died(died.orElse(Instant.MIN), old);
  }

  private boolean isGone(String uuid) throws IOException, InterruptedException {
    return IDENTIFIER.matcher(uuid).matches()
        && text(socket.api("uuid_exists " + uuid)).equals("false");
  }

  private void describe(List<String> uuids) throws IOException, InterruptedException {
    for (var uuid : uuids.subList(0, Math.min(uuids.size(), MOST_DESCRIBED))) {
      if (IDENTIFIER.matcher(uuid).matches()) {
        var dump = socket.api("uuid_dump " + uuid + " json");
        if (dump.length > 0 && dump[0] == '{') {
          host.hear(InboxKind.FREESWITCH_EVENT, dump);
        }
      }
    }
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8).strip();
  }
}
