package rollcall.connectors;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import rollcall.sources.ActiveSource;
import rollcall.sources.Source;
import rollcall.switches.Endpoint;
import rollcall.switches.Link;
import rollcall.switches.LinkSettings;
import rollcall.switches.freeswitch.EventSocketLink;
import rollcall.switches.freeswitch.SpoolLink;
import rollcall.switches.kamailio.DialogListLink;
import rollcall.switches.kamailio.EvapiLink;

/// Which links the settings of a source ask for.
final class Links {
  private Links() {}

  /// The links of `source`; none for one that comes to us.
  static List<Link> of(ActiveSource source, LinkSettings settings) {
    return switch (source.source().type()) {
      case FREESWITCH -> freeSwitch(source, settings);
      case KAMAILIO -> kamailio(source, settings);
      case ASTERISK, WEBHOOK, TWILIO -> List.of();
    };
  }

  private static List<Link> freeSwitch(ActiveSource source, LinkSettings settings) {
    var links = new ArrayList<Link>();
    var set = source.source().settings();
    var secret = source.secrets().stream().findFirst();
    if (secret.isPresent()) {
      set.address()
          .flatMap(Endpoint::parse)
          .map(address -> new EventSocketLink(address, set.user(), secret.get(), settings))
          .ifPresent(links::add);
    }
    set.spool().map(SpoolLink::new).ifPresent(links::add);
    return links;
  }

  private static List<Link> kamailio(ActiveSource source, LinkSettings settings) {
    var links = new ArrayList<Link>();
    var set = source.source().settings();
    set.address()
        .flatMap(Endpoint::parse)
        .ifPresent(address -> links.add(new EvapiLink(address, settings)));
    set.rpcUrl().ifPresent(url -> links.add(new DialogListLink(URI.create(url), settings)));
    return links;
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
