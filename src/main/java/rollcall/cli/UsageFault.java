package rollcall.cli;

/// The command was called in a way that cannot be meant; the message says what would be right.
final class UsageFault extends RuntimeException {
  UsageFault(String message) {
    super(message);
  }
}
