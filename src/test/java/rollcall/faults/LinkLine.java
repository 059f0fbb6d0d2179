package rollcall.faults;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import rollcall.faults.PlayedCall.Stage;

/// A switch to which the server connects: it tells whoever listens, and nobody again. When it is
/// asked it lists the calls that it has.
abstract class LinkLine implements Line {
  private final String source;

  /// The calls that it has, and how far they came.
  private final Map<PlayedCall, Stage> calls = new ConcurrentHashMap<>();

  LinkLine(String source) {
    this.source = source;
  }

  @Override
  public final String source() {
    return source;
  }

  @Override
  public final void tell(PlayedCall call, Stage stage) throws Exception {
    if (stage == Stage.ENDED) {
      calls.remove(call);
    } else {
      calls.put(call, stage);
    }
    list(Map.copyOf(calls));
    if (isHeard()) {
      say(call, stage);
    }
  }

  /// Lists those calls from now on.
  abstract void list(Map<PlayedCall, Stage> live);

  /// Whether anybody listens.
  abstract boolean isHeard();

  /// How often somebody connected so far.
  abstract int connections();

  abstract void say(PlayedCall call, Stage stage) throws Exception;

  /// Nobody listens from now on, until somebody connects.
  abstract void hungUp();

  /// The password by which the server logs in.
  String secret() {
    return Languages.SECRET;
  }

  /// Settings of the source beside its secret, as members of the file of sources.
  abstract String settings();

  /// Whether the row of a call that went on or began after the server connected at `connected` is
  /// right. What was told before is known then only as far as it is told again.
  boolean isRight(PlayedCall call, PlayedCall.Row row, Instant connected) {
    return row.equals(row(call));
  }

  static String seconds(Instant at) {
    return "%d.%06d".formatted(at.getEpochSecond(), at.getNano() / 1_000);
  }
}
