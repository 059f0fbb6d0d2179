package rollcall.connectors;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import rollcall.calls.OpenCall;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Delivery;
import rollcall.switches.LinkHost;

/// What one link of a source works with. Thread-safe.
final class SourceHost implements LinkHost {
  /// The longest that is told of a connection at once.
  static final int MOST_CHARACTERS = 300;

  /// Control characters, other ends of lines, and halves of characters.
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private final String peer;
  private final Feed feed;
  private final Supplier<Optional<List<OpenCall>>> openCalls;
  private final Consumer<String> notices;
  private final Clock clock;
  private volatile LinkState state;

  /// For the link to `peer`.
  SourceHost(
      String peer,
      Feed feed,
      Supplier<Optional<List<OpenCall>>> openCalls,
      Consumer<String> notices,
      Clock clock) {
    this.peer = peer;
    this.feed = feed;
    this.openCalls = openCalls;
    this.notices = notices;
    this.clock = clock;
    this.state = new LinkState(peer, false, clock.instant(), "Not yet connected.");
  }

  @Override
  public void hear(InboxKind kind, byte[] body) throws InterruptedException {
    if (isTaken(body)) {
      feed.hear(kind, body);
    }
  }

  @Override
  public void keep(InboxKind kind, List<byte[]> bodies) throws InterruptedException {
    feed.keep(kind, bodies.stream().filter(this::isTaken).toList());
  }

  /// One that the inbox never has room for would be put again for ever.
  private boolean isTaken(byte[] body) {
    if (body.length > Delivery.MOST_BYTES) {
      notice("A message of " + body.length + " bytes is too long and was passed over.");
      return false;
    }
    return true;
  }

  @Override
  public Optional<List<OpenCall>> openCalls() {
    return openCalls.get();
  }

  @Override
  public void connected(String with) {
    var shown = shown(with);
    state = new LinkState(peer, true, clock.instant(), shown);
    notices.accept("Connected to " + peer + ": " + shown + ".");
  }

  /// Says that the connection ended or could not be made, and why; told once while it stays so.
  void lost(String why) {
    var shown = shown(why);
    var before = state;
    var since = before.connected() ? clock.instant() : before.since();
    state = new LinkState(peer, false, since, shown);
    if (before.connected() || !before.detail().equals(shown)) {
      notices.accept("No connection to " + peer + ": " + shown + " It will be tried again.");
    }
  }

  void ended() {
    state = new LinkState(peer, false, clock.instant(), "Ended.");
  }

  LinkState state() {
    return state;
  }

  @Override
  public void notice(String sentence) {
    notices.accept(shown(sentence));
  }

  /// `text`, which may have words of the other side in it, as a line that a table and a log can
  /// hold.
  private static String shown(String text) {
    var line = UNFIT.matcher(text).replaceAll("?");
    return line.codePointCount(0, line.length()) <= MOST_CHARACTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
  }

  @Override
  public Clock clock() {
    return clock;
  }
}
