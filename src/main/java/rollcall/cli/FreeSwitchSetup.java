package rollcall.cli;

import rollcall.sources.Source;
import rollcall.switches.Endpoint;

/// What to put into the configuration of a FreeSWITCH, for each setting of its source.
final class FreeSwitchSetup {
  private FreeSwitchSetup() {}

  /// The text for a switch that reaches the door of `source` at `door`.
  static String text(Source source, String door) {
    var settings = source.settings();
    return record(source, door)
        + settings
            .address()
            .flatMap(Endpoint::parse)
            .map(address -> eventSocket(source, address))
            .orElse("");
  }

  private static String record(Source source, String door) {
    var spool = source.settings().spool();
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
            <param name="timeout" value="5"/>
        %4$s  </settings>
        </configuration>
        """
        .formatted(
            escaped(door),
            escaped(source.sender()),
            SourceSetup.file(source),
            spool
                .map(
                    it -> "    <param name=\"err-log-dir\" value=\"%s\"/>\n".formatted(escaped(it)))
                .orElse(""));
  }

  private static String eventSocket(Source source, Endpoint address) {
    var isOfDirectory = source.settings().user().filter(it -> it.contains("@")).isPresent();
    return """

        And this into autoload_configs/event_socket.conf.xml, with %3$s
        in the place of SECRET, and load mod_event_socket:

        <configuration name="event_socket.conf" description="Event socket for Rollcall">
          <settings>
            <param name="nat-map" value="false"/>
            <param name="listen-ip" value="%1$s"/>
            <param name="listen-port" value="%2$d"/>
            <param name="password" value="SECRET"/>
            <param name="apply-inbound-acl" value="%4$s"/>
          </settings>
        </configuration>
        %5$s%6$s"""
        .formatted(
            escaped(address.host()),
            address.port(),
            isOfDirectory ? "a password of the switch's own" : "the same line",
            SourceSetup.isLoopback(address) ? "loopback.auto" : "rollcall",
            SourceSetup.isLoopback(address) ? "" : accessList(),
            isOfDirectory ? directoryUser(source) : "");
  }

  private static String accessList() {
    return """

        And this into autoload_configs/acl.conf.xml, with the address from which Rollcall connects in
        the place of ADDRESS:

        <list name="rollcall" default="deny">
          <node type="allow" cidr="127.0.0.1/32"/>
          <node type="allow" cidr="ADDRESS/32"/>
        </list>
        """;
  }

  private static String directoryUser(Source source) {
    return """

        The first line of the secret file is the esl-password of the user %s
        of the directory; which events and commands he needs is in examples/freeswitch.
        """
        .formatted(source.sender());
  }

  private static String escaped(Object value) {
    return value
        .toString()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
