package rollcall.switches.asterisk;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rollcall.calls.EndSource;
import rollcall.calls.OpenCall;
import rollcall.inbox.InboxKind;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Finding;
import rollcall.ingest.asterisk.AmiEvents;
import rollcall.switches.LinkHost;
import rollcall.switches.LinkSettings;
import rollcall.switches.Resync;

/// What goes on over a connection after the login: events are heard, a silent Asterisk is asked
/// whether it is there, and every now and then which channels it has. One thread.
final class Conversation {
  private static final String PING = "ping";

  /// How often it is asked whether it is there, while it may be silent once.
  private static final int PINGS_A_SILENCE = 3;

  /// How inexact the time is at which it says that it was started.
  private static final Duration SLACK = Duration.ofSeconds(2);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");

  private final AmiSession session;
  private final LinkHost host;
  private final LinkSettings settings;
  private final Resync resync;
  private final AtomicReference<Instant> lastHeard;
  private final Set<String> told = new HashSet<>();
  private long heardAt = System.nanoTime();
  private long pingAt = heardAt;
  private long listAt = heardAt;
  private long listedAt;
  private int lists;
  private @Nullable ChannelList list;
  private boolean isListed;

  /// When it was started, by the time here, while nothing was concluded from it.
  private Optional<Instant> startedAt = Optional.empty();

  /// How much later it is there than here.
  private Duration offset = Duration.ZERO;

  /// Over `session`; `lastHeard` is when Asterisk was last heard, by its own time, over this
  /// connection or the one before.
  Conversation(
      AmiSession session,
      LinkHost host,
      LinkSettings settings,
      AtomicReference<Instant> lastHeard) {
    this.session = session;
    this.host = host;
    this.settings = settings;
    this.resync = new Resync(settings);
    this.lastHeard = lastHeard;
  }

  /// Returns when the other side closes the connection.
  void run() throws IOException, InterruptedException {
    while (true) {
      var now = System.nanoTime();
      var silentAt = heardAt + settings.silence().toNanos();
      if (silentAt - now <= 0) {
        throw new IOException("It said nothing for too long, though it was asked.");
      }
      ask(now);
      try {
        var message = session.next(first(silentAt, first(pingAt, listAt)));
        if (message.isEmpty()) {
          return;
        }
        take(message.get());
        // Not before: handing something over can take long, and is not the other side's silence.
        heardAt = System.nanoTime();
      } catch (SocketTimeoutException _) {
        // Something is to be done.
      }
    }
  }

  private static long first(long one, long other) {
    return one - other < 0 ? one : other;
  }

  private void ask(long now) throws IOException {
    if (pingAt - now <= 0) {
      pingAt = now + settings.silence().dividedBy(PINGS_A_SILENCE).toNanos();
      session.send(AmiAction.of("Ping", PING));
    }
    if (listAt - now <= 0) {
      listAt = now + settings.resyncEvery().toNanos();
      askForChannels(now);
    }
  }

  private void askForChannels(long now) throws IOException {
    if (list != null) {
      if (now - listedAt < settings.answerWithin().toNanos()) {
        return;
      }
      tellOnce("The channels were not listed to the end, and no call ends for that.");
    }
    listedAt = now;
    list = new ChannelList("channels-" + ++lists, now());
    session.send(list.action());
  }

  /// The time there.
  private Instant now() {
    return host.clock().instant().plus(offset);
  }

  private void take(AmiMessage message) throws IOException, InterruptedException {
    var current = list;
    if (current != null && current.isPart(message)) {
      takePart(current, message);
    } else if (message.answers(PING)) {
      takePong(message);
    } else if (AmiEvents.isOfCall(message.event()) && message.answers("")) {
      hear(message);
    } else if (message.event().equals("FullyBooted")) {
      takeUptime(message.word("Uptime"));
    } else if (message.event().equals("Shutdown")) {
      host.notice("Asterisk says that it shuts down.");
    }
  }

  private void hear(AmiMessage message) throws InterruptedException {
    if (message.hasTimestamp()) {
      host.hear(InboxKind.ASTERISK_EVENT, message.bytes());
      return;
    }
    tellOnce(
        "Its events have no time, so that of their arrival is taken; set timestampevents=yes in"
            + " manager.conf.");
    host.hear(InboxKind.ASTERISK_EVENT, message.bytesAt(now()));
  }

  private void takePart(ChannelList current, AmiMessage message)
      throws IOException, InterruptedException {
    switch (message.event()) {
      case "CoreShowChannel" -> current.add(message);
      case "CoreShowChannelsComplete" -> {
        list = null;
        if (current.isWhole(message)) {
          weigh(current);
        } else {
          tellOnce("A list of channels was not whole, and no call ends for that.");
        }
      }
      default -> {
        if (message.isResponse() && !message.isSuccess()) {
          list = null;
          tellOnce(
              "The channels cannot be listed, and no call ends for that: "
                  + AmiSession.reason(message)
                  + ". The user needs write = reporting in manager.conf.");
        }
      }
    }
  }

  /// Ends the calls that are over; describes those that are not known, and after the first list
  /// all, since something may have been missed of others, too.
  private void weigh(ChannelList whole) throws InterruptedException {
    var open = host.openCalls();
    var shown = open.map(calls -> resync.weigh(whole.askedAt(), whole.calls(), calls));
    if (shown.isPresent()) {
      for (var finding : shown.get().over()) {
        host.hear(InboxKind.FINDING, finding.bytes());
      }
    }
    var unknown = shown.<Set<String>>map(it -> Set.copyOf(it.unknown())).orElse(Set.of());
    for (var row : whole.describing(isListed ? unknown : whole.calls())) {
      host.hear(
          InboxKind.ASTERISK_EVENT,
          row.hasTimestamp() ? row.bytes() : row.bytesAt(whole.askedAt()));
    }
    isListed = true;
  }

  /// It says so at once after the login, before its time is known.
  private void takeUptime(String uptime) {
    if (SECONDS.matcher(uptime).matches()) {
      startedAt =
          Optional.of(host.clock().instant().minusSeconds(Long.parseLong(uptime)).minus(SLACK));
    }
  }

  private void takePong(AmiMessage pong) throws InterruptedException {
    EpochSeconds.parse(pong.word("Timestamp"))
        .ifPresent(there -> offset = Duration.between(host.clock().instant(), there));
    if (startedAt.isPresent()) {
      endWhatWasBefore(startedAt.get().plus(offset));
      startedAt = Optional.empty();
    }
    lastHeard.set(now());
  }

  /// An Asterisk that was started after a call last showed life cannot have that call, which went
  /// on until then, or until Asterisk was last heard before it was started.
  private void endWhatWasBefore(Instant started) throws InterruptedException {
    var heardBefore = lastHeard.get().isBefore(started) ? lastHeard.get() : Instant.MIN;
    for (OpenCall call : host.openCalls().orElse(List.of())) {
      if (call.aliveAt().isBefore(started)) {
        var last = heardBefore.isAfter(call.aliveAt()) ? heardBefore : call.aliveAt();
        var finding = new Finding(call.callUuid(), last, EndSource.RESYNC);
        host.hear(InboxKind.FINDING, finding.bytes());
      }
    }
  }

  private void tellOnce(String sentence) {
    if (told.add(sentence)) {
      host.notice(sentence);
    }
  }

  /// The first list of channels, asked for on `session`, when it comes within `within`.
  static ChannelList listOf(AmiSession session, Duration within) throws IOException {
    var deadline = System.nanoTime() + within.toNanos();
    var list = new ChannelList("channels", Instant.EPOCH);
    session.send(list.action());
    for (Optional<AmiMessage> next = session.next(deadline);
        next.isPresent();
        next = session.next(deadline)) {
      var message = next.get();
      if (list.isPart(message) && message.isResponse() && !message.isSuccess()) {
        throw new IOException(
            "It does not list its channels: "
                + AmiSession.reason(message)
                + "; the user needs write = reporting in manager.conf.");
      }
      if (list.isPart(message) && message.event().equals("CoreShowChannel")) {
        list.add(message);
      }
      if (list.isPart(message) && message.event().equals("CoreShowChannelsComplete")) {
        return list;
      }
    }
    throw new IOException("It closed the connection when it was asked for its channels.");
  }
}
