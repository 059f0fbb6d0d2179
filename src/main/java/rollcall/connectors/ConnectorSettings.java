package rollcall.connectors;

import java.time.Duration;
import rollcall.switches.LinkSettings;

/// How connections to switches work, and after what silence a call counts as over whose source
/// cannot be asked: `unansweredFor` while nobody answered it, `openFor` in any case.
public record ConnectorSettings(LinkSettings link, Duration unansweredFor, Duration openFor) {
  /// What serves real switches.
  public static final ConnectorSettings DEFAULT =
      new ConnectorSettings(LinkSettings.DEFAULT, Duration.ofMinutes(10), Duration.ofHours(24));

  /// Checks that every time is one.
  public ConnectorSettings {
    if (!unansweredFor.isPositive() || !openFor.isPositive()) {
      throw new IllegalArgumentException("a call may be silent for some time at least");
    }
  }
}
