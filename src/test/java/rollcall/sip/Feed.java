package rollcall.sip;

import java.util.List;

/// How Rollcall hears of the calls of a Kamailio.
enum Feed {
  /// Kamailio posts to the doors, and again what was not taken.
  HTTP {
    @Override
    List<String> definitions(Kamailio.Site site) {
      return List.of(
          "ROLLCALL_DOOR=\"rollcall=>http://%1$s:%2$s@127.0.0.1:%3$d/ingest/kamailio/%1$s\""
              .formatted(site.source(), site.secret(), site.rollcallPort()));
    }

    @Override
    List<String> sourceOptions(Kamailio.Site site) {
      return List.of();
    }
  },
  /// Rollcall connects to Kamailio.
  EVAPI {
    @Override
    List<String> definitions(Kamailio.Site site) {
      return List.of("WITH_EVAPI", "EVAPI_SOCKET=\"127.0.0.1:" + site.evapiPort() + "\"");
    }

    @Override
    List<String> sourceOptions(Kamailio.Site site) {
      return List.of("--address", "127.0.0.1:" + site.evapiPort());
    }
  };

  /// What is defined in the configuration of Kamailio.
  abstract List<String> definitions(Kamailio.Site site);

  /// What `rollcall source add` is told besides.
  abstract List<String> sourceOptions(Kamailio.Site site);
}
