package rollcall.auth;

/// Where asymmetric keys come from. Implementations are thread-safe.
interface KeySource extends AutoCloseable {
  /// The source without any.
  KeySource NONE = () -> KeySet.EMPTY;

  /// The keys known now; does not wait for a network.
  KeySet current();

  /// The keys after a look for newer ones, because one is named that is not known; waits a short
  /// bounded time at most, and looks only so often.
  default KeySet renewed() {
    return current();
  }

  @Override
  default void close() {}
}
