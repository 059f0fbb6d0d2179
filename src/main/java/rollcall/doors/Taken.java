package rollcall.doors;

/// What became of a delivery that was to be kept.
public sealed interface Taken {
  /// It is kept, for good.
  record New() implements Taken {}

  /// It was kept before.
  record Known() implements Taken {}

  /// It is not kept, and the sender must send it again.
  record Unavailable() implements Taken {}

  /// It is not kept, and never will be.
  record Impossible() implements Taken {}
}
