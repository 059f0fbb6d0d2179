package rollcall.cli;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import rollcall.doors.Doors;
import rollcall.sources.Source;
import rollcall.switches.Endpoint;

/// What to put into the configuration of a switch, with a word in the place of the secret.
final class SourceSetup {
  private SourceSetup() {}

  /// The lines for a switch that reaches the server at `url`.
  static List<String> lines(Source source, URI url) {
    var text = url.toString();
    var base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    var door = base + Doors.path(source).orElse("");
    var setup =
        switch (source.type()) {
          case FREESWITCH -> FreeSwitchSetup.text(source, door);
          case KAMAILIO -> KamailioSetup.text(source, door);
          case ASTERISK -> asterisk(source);
          case WEBHOOK -> webhook(door);
          case TWILIO -> twilio(base, door);
        };
    return Stream.concat(Stream.of(""), setup.lines()).toList();
  }

  /// The file that holds what stands in no output.
  static String file(Source source) {
    return source.settings().secretFile().map(Object::toString).orElse("its secret file");
  }

  /// Whether a switch that listens there can be reached from its own machine alone.
  static boolean isLoopback(Endpoint address) {
    var host = address.host();
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  private static String asterisk(Source source) {
    // An asterisk has one, as SourceNeeds has it.
    var address = source.settings().address().flatMap(Endpoint::parse).orElseThrow();
    return """
        Put these into the files of /etc/asterisk, with the first line of
        %2$s
        in the place of SECRET:

        manager.conf:%5$s

        [general]
        enabled = yes
        port = %4$d
        bindaddr = %3$s
        timestampevents = yes

        [%1$s]
        secret = SECRET
        deny = 0.0.0.0/0.0.0.0
        permit = %6$s/255.255.255.255
        read = system,call,cdr
        write = reporting

        cdr_manager.conf:

        [general]
        enabled = yes
        [mappings]
        linkedid => LinkedID
        sequence => Sequence

        cdr.conf:

        [general]
        enable = yes
        unanswered = yes
        congestion = yes
        batch = no

        asterisk.conf, with a name that no other Asterisk has:

        [options]
        systemname = %7$s
        """
        .formatted(
            source.sender(),
            file(source),
            address.host().equals("localhost") ? "127.0.0.1" : address.host(),
            address.port(),
            isLoopback(address)
                ? ""
                : " (ADDRESS is that from which Rollcall connects; keep it a private network)",
            isLoopback(address) ? "127.0.0.1" : "ADDRESS",
            source.name().value());
  }

  private static String webhook(String door) {
    return """
        Post each event as JSON, signed by Standard Webhooks, to

        %s

        with the headers
          webhook-id: an id of the event, the same each time it is sent
          webhook-timestamp: seconds since 1970, at most 5 minutes from now
          webhook-signature: v1,BASE64(HMAC-SHA256(key, webhook-id.webhook-timestamp.body))
        """
        .formatted(door);
  }

  private static String twilio(String base, String door) {
    return """
        Set this URL as the status callback of calls (POST), for the events initiated, ringing,
        answered and completed:

        %2$s

        Signatures are over this URL. If a proxy changes it on its way here, start the server with
          --public-url %1$s
        """
        .formatted(base, door);
  }
}
