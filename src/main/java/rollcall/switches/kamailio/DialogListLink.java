package rollcall.switches.kamailio;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Unreadable;
import rollcall.ingest.kamailio.DialogList;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;
import rollcall.switches.Resync;

/// Asks a Kamailio again and again which calls it has: those that it has and we do not are
/// described, and those that it does not have any more are over. Thread-safe.
public final class DialogListLink implements Link {
  private final DialogRequest request;
  private final LinkSettings settings;
  private final AtomicBoolean isAllDue = new AtomicBoolean();

  /// To where Kamailio answers JSON-RPC over HTTP.
  public DialogListLink(URI rpc, LinkSettings settings) {
    this.request = new DialogRequest(rpc, settings.answerWithin());
    this.settings = settings;
  }

  /// Has all dialogs of the next list described, also those that are known: something may have been
  /// missed of them.
  public void describeAll() {
    isAllDue.set(true);
  }

  @Override
  public String peer() {
    return "the dialogs of Kamailio at " + request.rpc();
  }

  @Override
  public void run(LinkHost host) throws IOException, InterruptedException {
    var resync = new Resync(settings);
    var first = first(host.clock().instant());
    host.connected("a Kamailio with " + count(first));
    weigh(host, resync, first);
    // Of those that are known, too, something may have been missed.
    describe(host, first, callUuids(first));
    var trouble = "";
    while (true) {
      Thread.sleep(settings.resyncEvery());
      trouble = again(host, resync, trouble);
    }
  }

  private record Asked(Instant at, DialogList list) {}

  private Asked first(Instant at) throws IOException, InterruptedException {
    try {
      return ask(at);
    } catch (Unreadable e) {
      throw new IOException(e.reason(), e);
    }
  }

  private Asked ask(Instant at) throws IOException, Unreadable, InterruptedException {
    return new Asked(at, DialogList.read(request.send(), at));
  }

  /// Asks once more. An answer that is no list changes nothing, and is told once while it stays the
  /// same; gives what was wrong with it.
  private String again(LinkHost host, Resync resync, String trouble)
      throws IOException, InterruptedException {
    var isAll = isAllDue.getAndSet(false);
    try {
      var asked = ask(host.clock().instant());
      var unknown = weigh(host, resync, asked);
      describe(host, asked, isAll ? callUuids(asked) : unknown);
      return "";
    } catch (Unreadable e) {
      if (isAll) {
        describeAll();
      }
      if (!e.reason().equals(trouble)) {
        host.notice("The dialogs cannot be listed, and no call ends for that. " + e.reason());
      }
      return e.reason();
    }
  }

  /// Ends the calls that are over, and gives those that are not known.
  private static Set<String> weigh(LinkHost host, Resync resync, Asked asked)
      throws InterruptedException {
    var open = host.openCalls();
    if (open.isEmpty()) {
      return Set.of();
    }
    var shown = resync.weigh(asked.at(), callUuids(asked), open.get());
    for (var finding : shown.over()) {
      host.hear(InboxKind.FINDING, finding.bytes());
    }
    return Set.copyOf(shown.unknown());
  }

  private static void describe(LinkHost host, Asked asked, Set<String> callUuids)
      throws InterruptedException {
    for (var dialog : asked.list().dialogs()) {
      if (callUuids.contains(dialog.callUuid())) {
        host.hear(InboxKind.KAMAILIO, dialog.message());
      }
    }
  }

  private static Set<String> callUuids(Asked asked) {
    return asked.list().dialogs().stream().map(DialogList.Dialog::callUuid).collect(toSet());
  }

  private static String count(Asked asked) {
    var dialogs = asked.list().dialogs().size();
    return dialogs == 1 ? "1 dialog" : dialogs + " dialogs";
  }

  @Override
  public List<String> probe() throws IOException, InterruptedException {
    return List.of(request.rpc() + " lists " + count(first(Instant.EPOCH)) + ".");
  }
}
