package rollcall.connectors;

import java.util.List;
import rollcall.sources.ActiveSource;
import rollcall.sources.Source;
import rollcall.switches.Link;

/// Which links the settings of a source ask for.
final class Links {
  private Links() {}

  /// The links of `source`; none for one that comes to us.
  static List<Link> of(ActiveSource source, ConnectorSettings settings) {
    return List.of();
  }

  /// Whether one of those links asks which calls go on.
  static boolean canBeAsked(Source source) {
    return switch (source.type()) {
      case FREESWITCH, ASTERISK -> source.settings().address().isPresent();
      case KAMAILIO -> source.settings().rpcUrl().isPresent();
      case WEBHOOK, TWILIO -> false;
    };
  }
}
