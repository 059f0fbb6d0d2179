package rollcall.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationDirectory;

final class SourcesFileTest {
  @TempDir private Path folder;
  private TestDatabase database;
  private Tenant tenant;
  private SourceDirectory directory;
  private SourcesFile file;

  @BeforeEach
  void open() throws IOException {
    database = TestDatabase.create();
    tenant = database.createOrganisation();
    directory = new SourceDirectory(database.database(), Clock.systemUTC());
    file =
        new SourcesFile(
            folder.resolve("sources.json"),
            directory,
            new OrganisationDirectory(database.database()));
    var secret = Files.writeString(folder.resolve("secret"), "s");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve("sources.json"), json);
  }

  private String source(String name, String more) {
    return """
        {"name": "%s", "type": "freeswitch", "organisation": "%s", "secret_file": "secret"%s}
        """
        .formatted(name, tenant.organisationId(), more);
  }

  private void writeSources(String... sources) throws IOException {
    write("{\"sources\": [" + String.join(",", sources) + "]}");
  }

  @Test
  void itsSourcesAreThoseOfTheInstallation() throws IOException {
    writeSources(
        source(
            "a",
            ", \"address\": \"127.0.0.1:8021\","
                + " \"directions\": \"context=a:inbound profile=b:outbound\""),
        source("b", ""));
    file.apply();

    assertThat(directory.list()).extracting(it -> it.name().value()).containsExactly("a", "b");
    assertThat(directory.find(new SourceName("a")))
        .hasValueSatisfying(
            it -> {
              assertThat(it.settings().address()).contains("127.0.0.1:8021");
              assertThat(it.settings().secretFile()).contains(folder.resolve("secret"));
              assertThat(it.settings().directions().texts())
                  .containsExactly("context=a:inbound", "profile=b:outbound");
              assertThat(it.role()).isEqualTo(Role.PRIMARY);
            });
  }

  @Test
  void followsWhatItSays() throws IOException {
    writeSources(source("a", ""), source("b", ""));
    file.apply();
    writeSources(source("b", ", \"role\": \"enrich\""), source("c", ""));
    file.apply();

    assertThat(directory.list())
        .extracting(it -> it.name().value() + " " + it.role().word())
        .containsExactly("b enrich", "c primary");
  }

  @Test
  void leavesTheSourcesOfCommandsAlone() throws IOException {
    writeSources(source("a", ""));
    file.apply();
    var own = directory.find(new SourceName("a")).orElseThrow();
    directory.add(
        new Source(
            new SourceName("z"), own.organisation(), own.type(), own.role(), own.settings()));
    writeSources(source("b", ""));
    file.apply();
    assertThat(directory.list()).extracting(it -> it.name().value()).containsExactly("b", "z");

    writeSources(source("z", ""));
    assertThatThrownBy(file::apply).hasMessageContaining("source z was added by command");
    assertThat(directory.list()).extracting(it -> it.name().value()).containsExactly("b", "z");
  }

  @Test
  void itsSourcesAreNotThoseOfCommands() throws IOException {
    writeSources(source("a", ""));
    file.apply();
    var name = new SourceName("a");
    var own = directory.find(name).orElseThrow();

    assertThat(directory.isInFile(name)).isTrue();
    assertThat(directory.add(own)).isFalse();
    assertThat(directory.remove(name)).isFalse();
    assertThat(directory.find(name)).contains(own);
    assertThat(directory.removeLeftOver(name)).isTrue();
    assertThat(directory.find(name)).isEmpty();
    assertThat(directory.add(own)).isTrue();
    assertThat(directory.isInFile(name)).isFalse();
    assertThat(directory.removeLeftOver(name)).isFalse();
    assertThat(directory.remove(name)).isTrue();
  }

  @Test
  void changesNothingWhenAnythingIsWrong() throws IOException {
    writeSources(source("a", ""));
    file.apply();
    writeSources(source("b", ""), source("b", ""), source("c", ", \"adress\": \"x\""));

    assertThatThrownBy(file::apply)
        .isInstanceOf(SourcesFileUnusable.class)
        .hasMessageContaining("Source b: There is another of that name.")
        .hasMessageContaining("Source c: `adress` is no setting of a source.");
    assertThat(directory.list()).extracting(it -> it.name().value()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"sources\": {}}",
        "{\"sources\": [1]}",
        "{\"sources\": [{\"name\": 1}]}",
        "{\"sources\": []} x",
        "{\"sources\": [], \"more\": 1}",
        "{\"sources\": [{\"name\": \"a\", \"name\": \"b\"}]}"
      })
  void refusesWhatIsOfAnotherForm(String json) throws IOException {
    write(json);

    assertThatThrownBy(file::apply).isInstanceOf(SourcesFileUnusable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"type\": \"freeswitch\" | \"type\": \"pbx\" | must be one of freeswitch, kamailio",
        "\"name\": \"a\" | \"name\": \"A b\" | `name` must be",
        "\"secret_file\": \"secret\" | \"spool\": \"s\" | needs `secret_file`",
        "\"secret_file\": \"secret\" | \"secret_file\": \"none\" | cannot be read",
        "\"type\": \"freeswitch\" | \"type\": \"asterisk\" | needs `address`",
        "\"type\" | \"rpc_url\": \"x\", \"type\" | has no use for `rpc_url`",
        "\"freeswitch\" | \"kamailio\", \"rpc_url\": \"x\" | `rpc_url` must be like http://",
        "\"freeswitch\" | \"kamailio\", \"rpc_url\": \"http://a:b@h/\" | must not hold a login",
        "\"type\" | \"address\": \"x\", \"type\" | `address` must be HOST:PORT",
        "\"type\" | \"directions\": \"a=b:inbound\", \"type\" | `directions`: In the rule"
      })
  void saysWhatIsWrongWithASource(String part, String instead, String expected) throws IOException {
    writeSources(source("a", "").replace(part, instead));

    assertThatThrownBy(file::apply).hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\": \"a\\u0000\"",
        "\"organisation\": \"\\u0000\"",
        "\"secret_file\": \"a\\u0000\"",
        "\"secret_file\": \"a\\nb\"",
        "\"address\": \"a\\u0000:1\"",
        "\"user\": \"a\\r\\nAction: Command\"",
        "\"user\": \"\\ud800\"",
        "\"spool\": \"/a\\u0000\"",
        "\"directions\": \"context=a\\u0000:inbound\"",
        "\"a\\nb\": \"c\""
      })
  void refusesControlCharacters(String member) throws IOException {
    write(
        """
        {"sources": [{"type": "freeswitch", %s}]}
        """
            .formatted(member));

    assertThatThrownBy(file::apply)
        .isInstanceOf(SourcesFileUnusable.class)
        .hasMessageContaining("Source number 1: ")
        .hasMessageContaining(" has a line break or another control character.")
        .message()
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void aRuleOfDirectionMayStandOnALineOfItsOwn() throws IOException {
    writeSources(source("a", ", \"directions\": \"context=a:inbound\\nprofile=b:outbound\""));
    file.apply();

    assertThat(directory.find(new SourceName("a")).orElseThrow().settings().directions().texts())
        .containsExactly("context=a:inbound", "profile=b:outbound");
  }

  /// To open a FIFO would wait for somebody who writes into it.
  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesWhatIsNoRegularFile() throws Exception {
    var fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    for (var path : List.of(fifo, folder)) {
      var organisations = new OrganisationDirectory(database.database());
      assertThatThrownBy(() -> new SourcesFile(path, directory, organisations).apply())
          .hasMessage("The file of sources " + path + " is not used. It is no regular file.");
      assertThatThrownBy(() -> new SecretFile(path).read())
          .hasMessage("The secret file " + path + " is no regular file.");
    }
  }

  @Test
  void refusesASecretThatNoLoginCanHold() throws Exception {
    var secret = Files.writeString(folder.resolve("nul"), "good\nba\u0000d-one\n");
    assertThatThrownBy(() -> new SecretFile(secret).read())
        .isInstanceOf(SecretUnusable.class)
        .hasMessageContaining("Secret 2 of " + secret + " has a control character")
        .hasMessageNotContaining("d-one");
  }

  @Test
  void refusesWhatIsTooLong() throws Exception {
    write(" ".repeat(SourcesFile.MOST_BYTES + 1));
    assertThatThrownBy(file::apply).hasMessageContaining("It has more than 1048576 bytes.");
    var secret = Files.writeString(folder.resolve("long"), "s".repeat(SecretFile.MOST_BYTES));
    assertThat(new SecretFile(secret).read()).hasSize(1);
    Files.writeString(secret, "s", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> new SecretFile(secret).read())
        .hasMessage("The secret file " + secret + " has more than 65536 bytes.");
  }

  @Test
  void saysThatItIsNotThere() {
    assertThatThrownBy(file::apply).hasMessageContaining("cannot be read");
  }

  @Test
  void aRunningServerFollowsIt() throws Exception {
    writeSources(source("a", ""));
    try (var sources = ActiveSources.open(directory, Optional.of(file), _ -> {})) {
      assertThat(sources.find("a")).isPresent();
      write("nonsense");
      Thread.sleep(1_200);
      assertThat(sources.find("a")).as("goes on while the file is wrong").isPresent();
      writeSources(source("b", ""));
      for (int i = 0; i < 200 && sources.find("b").isEmpty(); i++) {
        Thread.sleep(20);
      }
      assertThat(sources.find("b")).isPresent();
      assertThat(sources.find("a")).isEmpty();
    }
  }
}
