package rollcall.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        "\"type\" | \"address\": \"x\", \"type\" | `address` must be HOST:PORT",
        "\"type\" | \"directions\": \"a=b:inbound\", \"type\" | `directions`: In the rule"
      })
  void saysWhatIsWrongWithASource(String part, String instead, String expected) throws IOException {
    writeSources(source("a", "").replace(part, instead));

    assertThatThrownBy(file::apply).hasMessageContaining(expected);
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
