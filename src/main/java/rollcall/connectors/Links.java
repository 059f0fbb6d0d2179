package rollcall.connectors;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import rollcall.database.Database;
import rollcall.database.PostgresUrl;
import rollcall.sources.ActiveSource;
import rollcall.sources.Source;
import rollcall.sources.SourcePositions;
import rollcall.switches.Endpoint;
import rollcall.switches.Link;
import rollcall.switches.LinkSettings;
import rollcall.switches.asterisk.ManagerLink;
import rollcall.switches.freeswitch.EventSocketLink;
import rollcall.switches.freeswitch.SpoolLink;
import rollcall.switches.kamailio.DialogListLink;
import rollcall.switches.kamailio.EvapiLink;
import rollcall.switches.kamailio.TableLink;

/// Which links the settings of sources ask for. `database` is ours, and knows how far tables were
/// read. Thread-safe.
record Links(Database database, LinkSettings settings) {
  /// The links of `source`; none for one that comes to us, or whose secret cannot be read.
  List<Link> of(ActiveSource source) {
    var links = new ArrayList<Link>();
    source.ownSecret().ifPresent(secret -> add(source.source(), secret, links));
    return links;
  }

  private void add(Source source, String secret, List<Link> links) {
    var set = source.settings();
    var address = set.address().flatMap(Endpoint::parse);
    switch (source.type()) {
      case FREESWITCH -> {
        address
            .map(it -> new EventSocketLink(it, set.user(), secret, settings))
            .ifPresent(links::add);
        set.spool().map(SpoolLink::new).ifPresent(links::add);
      }
      case KAMAILIO -> {
        var dialogs = set.rpcUrl().map(it -> new DialogListLink(URI.create(it), settings));
        address
            .map(
                it ->
                    new EvapiLink(
                        it, settings, () -> dialogs.ifPresent(DialogListLink::describeAll)))
            .ifPresent(links::add);
        dialogs.ifPresent(links::add);
        set.databaseUrl().map(it -> tables(source, it, secret)).ifPresent(links::add);
      }
      case ASTERISK ->
          address
              .map(it -> new ManagerLink(it, source.sender(), secret, settings))
              .ifPresent(links::add);
      case WEBHOOK, TWILIO -> {}
    }
  }

  private Link tables(Source source, String url, String secret) {
    var address = PostgresUrl.parse(url).withPassword(secret);
    return new TableLink(address, new SourcePositions(database, source.name()), settings);
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
