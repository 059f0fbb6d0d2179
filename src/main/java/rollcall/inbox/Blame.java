package rollcall.inbox;

import rollcall.database.DatabaseUnavailable;
import rollcall.database.OutcomeUnknown;
import rollcall.database.StatementCancelled;
import rollcall.database.StatementFailed;
import rollcall.database.StatementTimeout;

/// Why a batch of messages could not be written.
final class Blame {
  private Blame() {}

  /// Whether others, or the work itself, took too long, so that less of it may be done.
  static boolean isOfTooMuch(RuntimeException failure) {
    return failure instanceof StatementTimeout
        || (failure instanceof StatementFailed failed && failed.isLocked());
  }

  /// Whether it failed for what a message says and not for the state of the world, so that the
  /// others of its batch can be written without it, and it never can.
  static boolean isOfOneMessage(RuntimeException failure) {
    return switch (failure) {
      case StatementFailed failed -> failed.refusesValues() || failed.sqlState().startsWith("23");
      case DatabaseUnavailable _, OutcomeUnknown _, StatementTimeout _, StatementCancelled _ ->
          false;
      default -> true;
    };
  }
}
