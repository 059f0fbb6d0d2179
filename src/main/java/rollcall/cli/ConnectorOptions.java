package rollcall.cli;

import java.time.Duration;
import picocli.CommandLine.Option;
import rollcall.connectors.ConnectorSettings;
import rollcall.switches.LinkSettings;

/// How a server connects to switches, and when calls count as over that nobody ends. One thread.
final class ConnectorOptions {
  private static final ConnectorSettings DEFAULT = ConnectorSettings.DEFAULT;

  @Option(
      names = "--resync-every",
      paramLabel = "TIME",
      description = "How often switches are asked which calls they have (60s).")
  private Duration resyncEvery = DEFAULT.link().resyncEvery();

  @Option(
      names = "--missing-for",
      paramLabel = "TIME",
      description = "How long a call must be missing there until it counts as over (30s).")
  private Duration missingFor = DEFAULT.link().missingFor();

  @Option(
      names = "--switch-silence",
      paramLabel = "TIME",
      description = "Silence after which a connection to a switch counts as broken (65s).")
  private Duration silence = DEFAULT.link().silence();

  @Option(
      names = "--switch-timeout",
      paramLabel = "TIME",
      description = "How long a switch may take to be connected to, and for each answer (10s).")
  private Duration answerWithin = DEFAULT.link().answerWithin();

  @Option(
      names = "--end-unanswered-after",
      paramLabel = "TIME",
      description =
          "Silence after which an unanswered call counts as over whose source cannot be asked"
              + " (10m).")
  private Duration unansweredFor = DEFAULT.unansweredFor();

  @Option(names = "--end-after", paramLabel = "TIME", description = "The same for any call (24h).")
  private Duration openFor = DEFAULT.openFor();

  ConnectorSettings settings() {
    return new ConnectorSettings(
        new LinkSettings(answerWithin, silence, resyncEvery, missingFor), unansweredFor, openFor);
  }
}
