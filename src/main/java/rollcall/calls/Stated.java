package rollcall.calls;

import java.util.EnumSet;
import java.util.Set;

/// What of a call is a client's own word, which no report of a source changes. Direction, numbers
/// and user need none of these: a client's have no moment of report, and so are the earliest.
enum Stated {
  CONVERSATION(1),
  STARTED_AT(2),
  ANSWERED_AT(4),
  /// The end: when it was, or that it was.
  END(8),
  /// The status stands as it was stated, unless the call was not over then and has ended since.
  STATUS(16),
  DURATION(32),
  /// `rang_at`.
  RANG_AT(64),
  /// Times and duration stand as they were given, however they fit together.
  AS_GIVEN(128),
  HANGUP_CAUSE(256),
  SIP_CODE(512),
  HANGUP_BY(1024);

  private final int bit;

  Stated(int bit) {
    this.bit = bit;
  }

  /// The number that stands for `stated` in the database.
  static long bits(Set<Stated> stated) {
    return stated.stream().mapToInt(fact -> fact.bit).sum();
  }

  /// The set that a number of the database stands for.
  static Set<Stated> of(long bits) {
    var stated = EnumSet.noneOf(Stated.class);
    for (var fact : values()) {
      if ((bits & fact.bit) != 0) {
        stated.add(fact);
      }
    }
    return stated;
  }
}
