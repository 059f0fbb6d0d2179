package rollcall.cli;

/// The exit codes of all commands.
final class ExitCode {
  /// Everything was done.
  static final int DONE = 0;

  /// It was tried, and some of it failed: a row was refused, a request answered wrongly.
  static final int FAILED = 1;

  /// The command line, the environment or the configuration file is wrong.
  static final int USAGE = 2;

  /// What is needed is not to be had: the database, the data folder, the port, the server.
  static final int UNAVAILABLE = 3;

  private ExitCode() {}
}
