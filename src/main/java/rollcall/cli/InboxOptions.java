package rollcall.cli;

import java.time.Duration;
import picocli.CommandLine.Option;
import rollcall.inbox.InboxSettings;

/// How a server works on its inbox. One thread.
final class InboxOptions {
  @Option(
      names = "--inbox-processors",
      paramLabel = "N",
      description = "Threads that make calls of what sources send (2).")
  private int processors = InboxSettings.DEFAULT.processors();

  @Option(
      names = "--inbox-retention",
      paramLabel = "TIME",
      description = "How long what sources sent is kept when its calls are written (7d).")
  private Duration doneKept = InboxSettings.DEFAULT.doneKept();

  @Option(
      names = "--inbox-refused-retention",
      paramLabel = "TIME",
      description = "How long what could not be understood is kept (90d).")
  private Duration refusedKept = InboxSettings.DEFAULT.refusedKept();

  InboxSettings settings() {
    return new InboxSettings(processors, doneKept, refusedKept);
  }
}
