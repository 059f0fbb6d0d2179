package rollcall.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rollcall.observe.Observation;
import rollcall.organisations.OrganisationId;

class SigningSecretTest {
  private final List<Observation> observations = new ArrayList<>();

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isMadeOnceForItsOwnerAlone() throws Exception {
    var file = folder.resolve("secret");
    var made = SigningSecret.inFile(file, observations::add);
    var again = SigningSecret.inFile(file, observations::add);

    assertThat(made.bytes()).isEqualTo(again.bytes()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining("glob:**secret");
    assertThat(folder.toFile().list()).containsExactly("secret");
    assertThat(observations).isEmpty();
  }

  @Test
  void isTheSameForAllWhoMakeItTogether() throws Exception {
    var file = folder.resolve("secret");
    Callable<String> open = () -> Arrays.toString(SigningSecret.inFile(file, o -> {}).bytes());
    try (var threads = Executors.newFixedThreadPool(8)) {
      var made = threads.invokeAll(java.util.Collections.nCopies(64, open));
      var secrets = new java.util.HashSet<String>();
      for (var secret : made) {
        secrets.add(secret.get());
      }
      assertThat(secrets).hasSize(1);
    }
    assertThat(folder.toFile().list()).containsExactly("secret");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isClosedToOthersWhenFoundOpen() throws Exception {
    var file = folder.resolve("secret");
    var made = SigningSecret.inFile(file, observations::add);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(SigningSecret.inFile(file, observations::add).bytes()).isEqualTo(made.bytes());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(observations).singleElement().isInstanceOf(Observation.Notice.class);
  }

  @Test
  void refusesShortSecretWithoutShowingIt() throws Exception {
    assertThatThrownBy(() -> SigningSecret.ofText("x".repeat(31)))
        .hasMessage("The signing secret has 31 bytes; HS256 needs at least 32.");
    assertThat(SigningSecret.ofText("é".repeat(16)).bytes()).hasSize(32);
    var file = Files.writeString(folder.resolve("short"), "hidden\n");
    assertThatThrownBy(() -> SigningSecret.inFile(file, o -> {}))
        .hasMessageContaining("short")
        .hasMessageContaining("6 bytes")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void isNeverPrinted() {
    var secret = SigningSecret.ofText("s".repeat(40));

    assertThat(secret).hasToString("SigningSecret[hidden]");
    assertThat(AuthSettings.of(secret).toString()).doesNotContain("ssss");
  }

  @Test
  void issuesOnlyWhatCanBeRead() {
    var issuer =
        new TokenIssuer(AuthSettings.of(SigningSecret.ofText("s".repeat(40))), Clock.systemUTC());
    var organisation = new OrganisationId(UUID.randomUUID());

    assertThatThrownBy(() -> issuer.issue(organisation, "s", List.of("a b"), Duration.ofDays(1)))
        .hasMessageContaining("Not a scope");
    assertThatThrownBy(() -> issuer.issue(organisation, "s", List.of(), Duration.ZERO))
        .hasMessageContaining("positive");
  }
}
