package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rollcall source`, as an operator uses it beside a running server.
final class SourceCommandIT {
  private static final String SECRET = "not-to-be-seen";

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Path secret;
  private static Path file;

  @BeforeAll
  static void start() throws Exception {
    file = Files.writeString(folder.resolve("sources.json"), "{\"sources\": []}");
    secret = Files.writeString(folder.resolve("office.secret"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    server = ServerProcess.start(folder.resolve("data"), "--sources", file.toString());
    assertThat(run("organisation", "create", "Acme").code()).isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static PackedProgram.Ended run(String... command) throws IOException {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    return PackedProgram.run(arguments.toArray(String[]::new));
  }

  private static PackedProgram.Ended add(String name, String type, String... more)
      throws IOException {
    var command = new ArrayList<>(List.of("source", "add", name, "--type", type));
    command.addAll(List.of("--organisation", "Acme"));
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  @Test
  void addsTestsShowsAndRemovesASourceOfARunningServer() throws Exception {
    var added =
        add("office", "freeswitch", "--secret-file", secret.toString(), "--url", server.url());
    var again = add("office", "freeswitch", "--secret-file", secret.toString());
    Thread.sleep(2_000); // the promised time
    var tested = run("source", "test", "office", "--url", server.url());
    var shown = run("source", "show", "office", "--json");
    var listed = run("source", "list");
    var removed = run("source", "remove", "office");
    var gone = run("source", "test", "office", "--url", server.url());

    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out())
        .contains("<param name=\"url\" value=\"" + server.url())
        .contains("/ingest/freeswitch/office/json_cdr\"/>")
        .contains("<param name=\"cred\" value=\"office:SECRET\"/>")
        .contains("<param name=\"encode\" value=\"false\"/>");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("\"office\" already").hasLineCount(1);
    assertThat(tested.code()).as(tested.out()).isZero();
    assertThat(tested.out()).containsPattern("door +ok").containsPattern("secret file +ok");
    assertThat(shown.out())
        .contains("\"type\":\"freeswitch\",\"role\":\"primary\"", "\"address\":null");
    assertThat(listed.out()).contains("office  freeswitch  primary  ");
    assertThat(removed.code()).isZero();
    assertThat(gone.code()).isEqualTo(2);
    assertThat(gone.err()).contains("no source \"office\"").hasLineCount(1);
    for (var ran : List.of(added, again, tested, shown, listed, removed)) {
      assertThat(ran.out() + ran.err()).doesNotContain(SECRET);
    }
  }

  @Test
  void leavesTheSourcesOfTheFileToTheFile() throws Exception {
    Files.writeString(
        file,
        """
        {"sources": [{"name": "filed", "type": "freeswitch", "organisation": "Acme",
          "secret_file": "office.secret"}]}
        """);
    Thread.sleep(2_000); // the promised time
    var added = add("filed", "freeswitch", "--secret-file", secret.toString());
    var removed = run("source", "remove", "filed");
    var shown = run("source", "show", "filed");
    Files.writeString(file, "{\"sources\": []}");
    Thread.sleep(2_000);
    var gone = run("source", "show", "filed");
    var leftOver = run("source", "remove", "filed", "--left-over");

    for (var ran : List.of(added, removed)) {
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err())
          .contains("\"filed\" is set in the file of sources", "change it there")
          .hasLineCount(1);
    }
    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(gone.err()).contains("no source \"filed\"");
    assertThat(leftOver.err()).contains("no source \"filed\"");
  }

  @Test
  void saysEverythingThatIsMissing() throws Exception {
    var loose = Files.writeString(folder.resolve("loose.secret"), SECRET);
    Files.setPosixFilePermissions(loose, PosixFilePermissions.fromString("rw-r--r--"));

    var asterisk = add("pbx", "asterisk");
    var readable = add("open", "freeswitch", "--secret-file", loose.toString());
    var key = add("crm", "webhook", "--secret-file", secret.toString(), "--spool", "/x");
    var misnamed = add("My Office", "freeswitch", "--secret-file", secret.toString());
    var nobody =
        run(
            "source",
            "add",
            "x",
            "--type",
            "twilio",
            "--organisation",
            "Nobody",
            "--secret-file",
            secret.toString());
    var password =
        add(
            "k",
            "kamailio",
            "--secret-file",
            secret.toString(),
            "--database-url",
            "postgresql://a:" + SECRET + "@h/d");

    var lines =
        add(
            "pbx",
            "asterisk",
            "--secret-file",
            secret.toString(),
            "--address",
            "127.0.0.1:5038",
            "--user",
            "a\r\nAction: Command");
    var rule =
        add(
            "office",
            "freeswitch",
            "--secret-file",
            secret.toString(),
            "--direction",
            "context=a\nb:inbound");

    for (var ran : List.of(asterisk, readable, key, misnamed, nobody, password, lines, rule)) {
      assertThat(ran.code()).as(ran.err()).isEqualTo(2);
      assertThat(ran.err()).doesNotContain(SECRET).hasLineCount(1);
      assertThat(ran.out()).isEmpty();
    }
    assertThat(asterisk.err()).contains("--secret-file", "--address, HOST:PORT", "--user");
    assertThat(readable.err()).contains("chmod 600");
    assertThat(key.err()).contains("whsec_", "no use for --spool");
    assertThat(misnamed.err()).contains("\"My Office\"");
    assertThat(nobody.err()).contains("\"Nobody\"");
    assertThat(lines.err()).contains("--user has a line break");
    assertThat(rule.err()).contains("A rule of direction has a line break");
    assertThat(password.err()).contains("must not hold a password");
  }

  @Test
  void keepsWhatItIsTold() throws Exception {
    var added =
        add(
            "sbc",
            "kamailio",
            "--secret-file",
            secret.toString(),
            "--address",
            "127.0.0.1:8448",
            "--database-url",
            "postgresql://kamailio@127.0.0.1/kamailio",
            "--role",
            "enrich");
    var shown = run("source", "show", "sbc");

    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out())
        .contains("\"bind_addr\", \"127.0.0.1:8448\"", "@127.0.0.1:5432/kamailio\"");
    assertThat(shown.out())
        .containsPattern("address +127.0.0.1:8448")
        .containsPattern("database_url +postgresql://kamailio@127.0.0.1/kamailio");
  }
}
