package rollcall.cli;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import rollcall.doors.Doors;
import rollcall.sources.Source;

/// What to put into the configuration of a switch, with a word in the place of the secret.
final class SourceSetup {
  /// Where a server answers that was told nothing else.
  static final URI DEFAULT_URL = URI.create("http://127.0.0.1:4000");

  private SourceSetup() {}

  /// The lines for a switch that reaches the server at `url`.
  static List<String> lines(Source source, URI url) {
    var text = url.toString();
    var base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    var door = base + Doors.path(source).orElse("");
    var setup =
        switch (source.type()) {
          case FREESWITCH -> freeswitch(source, door);
          case KAMAILIO -> kamailio(source, base, door);
          case ASTERISK -> asterisk(source);
          case WEBHOOK -> webhook(door);
          case TWILIO -> twilio(base, door);
        };
    return Stream.concat(Stream.of(""), setup.lines()).toList();
  }

  private static String file(Source source) {
    return source.settings().secretFile().map(Object::toString).orElse("its secret file");
  }

  private static String freeswitch(Source source, String door) {
    return """
        Put this into autoload_configs/json_cdr.conf.xml of the FreeSWITCH, with the first line of
        %3$s
        in the place of SECRET, and load mod_json_cdr:

        <configuration name="json_cdr.conf" description="Call detail records for Rollcall">
          <settings>
            <param name="url" value="%1$s"/>
            <param name="cred" value="%2$s:SECRET"/>
            <param name="encode" value="false"/>
            <param name="log-b-leg" value="false"/>
            <param name="retries" value="2"/>
            <param name="delay" value="1"/>
          </settings>
        </configuration>
        """
        .formatted(door, source.sender(), file(source));
  }

  private static String kamailio(Source source, String base, String door) {
    var scheme = base.indexOf("://") + 3;
    var withLogin =
        door.substring(0, scheme) + source.sender() + ":SECRET@" + door.substring(scheme);
    return """
        Put this into kamailio.cfg, with the first line of
        %2$s
        in the place of SECRET:

        loadmodule "http_client.so"
        modparam("http_client", "authmethod", 1)
        modparam("http_client", "httpcon", "rollcall=>%1$s")

        # For an event of a call, a record of acc, a CDR; each is one JSON object. Not http_connect,
        # which reads variables in what strangers wrote:
        http_connect_raw("rollcall", "/event", "application/json", $var(json), "$var(answer)");
        http_connect_raw("rollcall", "/acc", "application/json", $var(json), "$var(answer)");
        http_connect_raw("rollcall", "/cdr", "application/json", $var(json), "$var(answer)");

        A whole kamailio.cfg, which does all of this, is in examples/kamailio.
        """
        .formatted(withLogin, file(source));
  }

  private static String asterisk(Source source) {
    return """
        Put this into manager.conf of the Asterisk, with the first line of
        %2$s
        in the place of SECRET, and into cdr_manager.conf:

        [general]
        enabled = yes
        bindaddr = 127.0.0.1
        timestampevents = yes

        [%1$s]
        secret = SECRET
        read = system,call,cdr
        write = system,reporting
        permit = 127.0.0.1/255.255.255.255

        cdr_manager.conf:

        [general]
        enabled = yes
        [mappings]
        linkedid => LinkedID
        sequence => Sequence
        """
        .formatted(source.sender(), file(source));
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
