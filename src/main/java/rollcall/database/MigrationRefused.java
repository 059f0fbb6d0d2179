package rollcall.database;

/// The database cannot be brought to the form that this program needs; the message is a sentence
/// for the operator.
public final class MigrationRefused extends RuntimeException {
  /// Says why, and what would help.
  MigrationRefused(String why) {
    super(why);
  }
}
