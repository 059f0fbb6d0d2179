package rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;
import rollcall.sources.Role;
import rollcall.sources.Source;
import rollcall.sources.SourceType;

/// What is printed for the configuration of a switch, by the settings of its source.
final class SourceSetupTest {
  private static final Optional<String> NONE = Optional.empty();
  private static final Path EXAMPLES = Path.of("examples");

  private static String setup(SourceType type, Source.Settings settings) {
    var source =
        new Source(
            new SourceName("pbx"),
            new OrganisationId(new UUID(0, 1)),
            type,
            Role.PRIMARY,
            settings);
    return String.join("\n", SourceSetup.lines(source, URI.create("http://127.0.0.1:4000/")));
  }

  private static Source.Settings settings(
      Optional<String> address,
      Optional<String> user,
      Optional<String> spool,
      Optional<String> databaseUrl,
      Optional<String> rpcUrl) {
    return new Source.Settings(
        Optional.of(Path.of("/etc/rollcall/pbx.secret")),
        address,
        user,
        spool.map(Path::of),
        databaseUrl,
        rpcUrl,
        DirectionRules.NONE);
  }

  /// The lines of an example that set something.
  private static List<String> settingLines(String file) throws Exception {
    return Files.readAllLines(EXAMPLES.resolve(file)).stream()
        .map(String::strip)
        .map(line -> line.replace("CHANGE-ME", "SECRET"))
        .filter(line -> line.startsWith("<param") || line.matches("[a-z].* =>? .*"))
        .toList();
  }

  @Test
  void aFreeSwitchIsToldWhatTheExampleSays() throws Exception {
    var text =
        setup(
            SourceType.FREESWITCH,
            settings(
                Optional.of("127.0.0.1:8021"),
                NONE,
                Optional.of("/var/log/freeswitch/json_cdr"),
                NONE,
                NONE));
    assertThat(text)
        .contains(settingLines("freeswitch/json_cdr.conf.xml"))
        .contains(settingLines("freeswitch/event_socket.conf.xml"))
        .contains("/etc/rollcall/pbx.secret")
        .doesNotContain("acl.conf.xml");
  }

  @Test
  void aFreeSwitchElsewhereLetsRollcallInAndOneWithoutSettingsHasTheDoorAlone() {
    var elsewhere =
        setup(
            SourceType.FREESWITCH,
            settings(
                Optional.of("10.0.0.2:8022"),
                Optional.of("rollcall@pbx"),
                Optional.of("/a&b"),
                NONE,
                NONE));
    var door = setup(SourceType.FREESWITCH, settings(NONE, NONE, NONE, NONE, NONE));

    assertThat(elsewhere)
        .contains("\"listen-ip\" value=\"10.0.0.2\"", "\"listen-port\" value=\"8022\"")
        .contains("\"apply-inbound-acl\" value=\"rollcall\"", "<list name=\"rollcall\"")
        .contains("esl-password of the user rollcall@pbx", "value=\"/a&amp;b\"");
    assertThat(door).contains("json_cdr").doesNotContain("event_socket", "err-log-dir");
  }

  @Test
  void anAsteriskIsToldWhatTheExampleSays() throws Exception {
    var text =
        setup(
            SourceType.ASTERISK,
            settings(Optional.of("127.0.0.1:5038"), Optional.of("rollcall"), NONE, NONE, NONE));
    var manager = settingLines("asterisk/manager.conf");
    assertThat(text)
        .contains(
            manager.stream().filter(it -> !it.matches("(auth|write)(timeout|limit).*")).toList())
        .contains(settingLines("asterisk/cdr_manager.conf"))
        .contains(settingLines("asterisk/cdr.conf"))
        .contains("[rollcall]", "systemname = pbx", "/etc/rollcall/pbx.secret");
  }

  @Test
  void aKamailioIsToldByWhichWayItTells() throws Exception {
    var posting = setup(SourceType.KAMAILIO, settings(NONE, NONE, NONE, NONE, NONE));
    var connected =
        setup(
            SourceType.KAMAILIO,
            settings(
                Optional.of("127.0.0.1:8448"),
                NONE,
                NONE,
                Optional.of("postgresql://reader@127.0.0.1/kamailio"),
                Optional.of("http://127.0.0.1:8080/RPC")));

    assertThat(posting)
        .contains("rollcall=>http://pbx:SECRET@127.0.0.1:4000/ingest/kamailio/pbx\"")
        .contains("/etc/rollcall/pbx.secret")
        .doesNotContain("evapi", "xhttp", "db_url");
    assertThat(connected)
        .contains("\"bind_addr\", \"127.0.0.1:8448\"", "\"netstring_format\", 1", "evapi_relay(")
        .contains("listen=tcp:127.0.0.1:8080", "(\"jsonrpcs\", \"transport\", 1)")
        .contains("event_route[xhttp:request]", "jsonrpc_dispatch();")
        .contains("\"db_url\", \"postgres://KAMAILIO:PASSWORD@127.0.0.1:5432/kamailio\"")
        .contains("Rollcall reads as reader")
        .doesNotContain("httpcon");
    var example = Files.readString(EXAMPLES.resolve("kamailio/kamailio.cfg"));
    assertThat(connected.lines().map(String::strip).filter(it -> it.startsWith("loadmodule")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(example).contains(line));
  }

  @Command(name = "any")
  private static final class Any {
    @Mixin private ServerUrlOption server = new ServerUrlOption();
  }

  private static URI url(Map<String, String> environment, String... arguments) {
    var any = new Any();
    var line = new CommandLine(any);
    line.setDefaultValueProvider(Defaults.of(List.of(arguments), environment));
    line.parseArgs(arguments);
    return any.server.url();
  }

  @ParameterizedTest
  @CsvSource({
    "ROLLCALL_PORT, 4100, http://127.0.0.1:4100",
    "ROLLCALL_HOST, 10.0.0.1, http://10.0.0.1:4000",
    "ROLLCALL_HOST, 0.0.0.0, http://127.0.0.1:4000",
    "ROLLCALL_HOST, ::1, http://[::1]:4000",
    "ROLLCALL_PUBLIC_URL, https://calls.example, https://calls.example"
  })
  void theServerIsWhereItIsToldToListen(String variable, String value, String expected) {
    assertThat(url(Map.of(variable, value))).hasToString(expected);
    assertThat(url(Map.of(variable, value), "--url", "http://here:1")).hasToString("http://here:1");
  }

  @Test
  void aUrlIsOfHttp() {
    assertThatThrownBy(() -> url(Map.of(), "--url", "ftp://here")).isInstanceOf(UsageFault.class);
  }
}
