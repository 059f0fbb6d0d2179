package rollcall.switches;

import java.io.IOException;

/// How far the tables of a source were read, which outlives the process. Thread-safe.
public interface Positions {
  /// The greatest id of `place` that was kept, or 0. Fails with a sentence when that cannot be
  /// known now.
  long of(String place) throws IOException;

  /// Says that all rows of `place` up to the id `position` were kept. Fails with a sentence when
  /// that cannot be written now.
  void move(String place, long position) throws IOException;
}
