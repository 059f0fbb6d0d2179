package rollcall.inbox;

/// What became of a message that was put into the inbox.
public enum Receipt {
  /// It is there for good.
  NEW,
  /// It was there already, under the same key.
  KNOWN,
  /// More came than can be taken; nothing was kept, and the sender should try again.
  OVERLOADED,
  /// The database is away; whether it was kept is not known, and the sender should try again.
  UNAVAILABLE,
  /// The database cannot hold it, now or later, which is our fault.
  IMPOSSIBLE;

  /// Whether the sender may forget the message.
  public boolean isKept() {
    return this == NEW || this == KNOWN;
  }
}
