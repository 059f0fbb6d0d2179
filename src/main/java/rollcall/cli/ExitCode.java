package rollcall.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

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

  private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

  static {
    MEANINGS.put("0", "done");
    MEANINGS.put("1", "tried, and some of it failed");
    MEANINGS.put("2", "called wrongly");
    MEANINGS.put("3", "something needed is not there (database, data folder, port, server)");
  }

  private ExitCode() {}

  /// Has the help of `command` and of all under it say what the exit codes mean, unless it says so
  /// in its own words.
  static void document(CommandLine command) {
    var usage = command.getCommandSpec().usageMessage();
    if (usage.exitCodeList().isEmpty()) {
      usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(MEANINGS);
    }
    command.getSubcommands().values().forEach(ExitCode::document);
  }
}
