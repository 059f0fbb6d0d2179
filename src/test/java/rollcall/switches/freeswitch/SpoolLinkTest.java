package rollcall.switches.freeswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Delivery;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

final class SpoolLinkTest {
  @TempDir private Path folder;
  private final RecordingHost host = new RecordingHost();

  private Path write(String name, String text) throws IOException {
    return write(name, text, Duration.ofSeconds(10));
  }

  private Path write(String name, String text, Duration ago) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
  }

  private List<String> records() {
    return host.bodies(InboxKind.FREESWITCH_JSON_CDR);
  }

  private void awaitTaken(String name) throws InterruptedException {
    RecordingHost.await(() -> Files.exists(folder.resolve("taken").resolve(name)));
  }

  private RunningLink run() {
    return RunningLink.start(new SpoolLink(folder), host);
  }

  @Test
  void takesRecordsAndMovesThemAway() throws Exception {
    write("a.cdr.json", "{\"a\":1}");
    write("other.txt", "no record");
    try (var _ = run()) {
      RecordingHost.await(() -> Files.exists(folder.resolve("taken/a.cdr.json")));
      write("b.cdr.json", "{\"b\":1}");
      RecordingHost.await(() -> Files.exists(folder.resolve("taken/b.cdr.json")));
    }
    assertThat(host.bodies(InboxKind.FREESWITCH_JSON_CDR))
        .containsExactly("{\"a\":1}", "{\"b\":1}");
    assertThat(folder.resolve("a.cdr.json")).doesNotExist();
    assertThat(folder.resolve("other.txt")).exists();
  }

  @Test
  void leavesAFileThatMayStillBeWritten() throws Exception {
    Files.writeString(folder.resolve("a.cdr.json"), "{\"a\"");
    Files.setLastModifiedTime(
        folder.resolve("a.cdr.json"), FileTime.from(Instant.now().plusSeconds(60)));
    write("b.cdr.json", "{}");
    try (var _ = run()) {
      RecordingHost.await(() -> Files.exists(folder.resolve("taken/b.cdr.json")));
    }
    assertThat(folder.resolve("a.cdr.json")).exists();
  }

  @Test
  void leavesWhatIsNoFileOrTooLong() throws Exception {
    write("long.cdr.json", " ".repeat(Delivery.MOST_BYTES + 1));
    Files.createSymbolicLink(folder.resolve("link.cdr.json"), write("target", "{}"));
    Files.createDirectory(folder.resolve("folder.cdr.json"));
    write("b.cdr.json", "{}");
    try (var running = run()) {
      RecordingHost.await(() -> Files.exists(folder.resolve("taken/b.cdr.json")));
      assertThat(running.isRunning()).isTrue();
    }
    assertThat(host.bodies(InboxKind.FREESWITCH_JSON_CDR)).containsExactly("{}");
    assertThat(host.notices()).singleElement().asString().contains("long.cdr.json");
  }

  @Test
  void takesAFileOnceThatCannotBeMoved() throws Exception {
    Files.writeString(folder.resolve("taken"), "in the way");
    write("a.cdr.json", "{}");
    try (var _ = run()) {
      RecordingHost.await(() -> !host.notices().isEmpty());
      Thread.sleep(1_300);
    }
    assertThat(host.bodies(InboxKind.FREESWITCH_JSON_CDR)).containsExactly("{}");
    assertThat(folder.resolve("a.cdr.json")).exists();
  }

  @Test
  void saysThatThereIsNoSuchFolder() {
    try (var running = RunningLink.start(new SpoolLink(folder.resolve("none")), host)) {
      assertThat(running.end()).hasValueSatisfying(it -> assertThat(it).contains("cannot be read"));
    }
  }

  @Test
  void opensNoPipe() throws Exception {
    var pipe = folder.resolve("a.cdr.json").toString();
    // To set its time from here would open it, and so wait for ever.
    for (var command :
        List.of(List.of("mkfifo", pipe), List.of("touch", "-t", "202601010000", pipe))) {
      assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
    write("b.cdr.json", "{}");
    try (var _ = run()) {
      awaitTaken("b.cdr.json");
    }
    assertThat(records()).containsExactly("{}");
  }

  @Test
  void aFileThatCannotBeReadIsInNobodysWay() throws Exception {
    var file = write("a.cdr.json", "{\"a\":1}");
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "whoever runs this may read everything");
    write("b.cdr.json", "{\"b\":1}");
    try (var running = run()) {
      awaitTaken("b.cdr.json");
      Thread.sleep(1_100);
      assertThat(running.isRunning()).isTrue();
      assertThat(host.notices())
          .singleElement()
          .asString()
          .contains("a.cdr.json", "cannot be read");
      Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
      awaitTaken("a.cdr.json");
    }
  }

  @Test
  void takesNoMoreBytesAtOnceThanIsBearable() throws Exception {
    for (int i = 0; i < 20; i++) {
      write(i + ".cdr.json", "{" + " ".repeat(Delivery.MOST_BYTES - 2) + "}");
    }
    try (var _ = run()) {
      RecordingHost.await(() -> records().size() == 20);
      assertThat(host.mostBytesKept()).isEqualTo(SpoolLink.MOST_LOOK_BYTES);
    }
  }

  @Test
  void takesNoMoreFilesAtOnceThanIsBearable() throws Exception {
    for (int i = 0; i < SpoolLink.MOST_FILES + 1; i++) {
      write(i + ".cdr.json", "{}");
    }
    try (var _ = run()) {
      RecordingHost.await(() -> records().size() == SpoolLink.MOST_FILES + 1);
      assertThat(host.mostBytesKept()).isEqualTo(2 * SpoolLink.MOST_FILES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":\"}\","})
  void waitsForTheEndOfARecord(String begun) throws Exception {
    write("a.cdr.json", begun);
    write("b.cdr.json", "{\"b\":1}\n");
    try (var _ = run()) {
      awaitTaken("b.cdr.json");
      assertThat(folder.resolve("a.cdr.json")).exists();
      write("a.cdr.json", "{\"a\":1}");
      awaitTaken("a.cdr.json");
    }
    assertThat(records()).containsExactly("{\"b\":1}\n", "{\"a\":1}");
  }

  @Test
  void takesARecordThatWillHaveNoEnd() throws Exception {
    write("a.cdr.json", "{\"a\":", Duration.ofMinutes(2));
    try (var _ = run()) {
      awaitTaken("a.cdr.json");
    }
    assertThat(records()).containsExactly("{\"a\":");
  }

  @Test
  void takesAnewWhatWasWrittenToMeanwhile() throws Exception {
    write("a.cdr.json", "{}");
    host.whenKept(
        () -> {
          host.whenKept(() -> {});
          try {
            write("a.cdr.json", "{\"a\":1}");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    try (var _ = run()) {
      awaitTaken("a.cdr.json");
    }
    assertThat(records()).containsExactly("{}", "{\"a\":1}");
    assertThat(folder.resolve("taken/a.cdr.json")).hasContent("{\"a\":1}");
  }

  @Test
  void isInNobodysWayWhenAFileVanishes() throws Exception {
    write("a.cdr.json", "{}");
    host.whenKept(
        () -> {
          try {
            Files.deleteIfExists(folder.resolve("a.cdr.json"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    try (var _ = run()) {
      RecordingHost.await(() -> records().size() == 1);
      write("b.cdr.json", "{\"b\":1}");
      RecordingHost.await(() -> records().size() == 2);
    }
    assertThat(host.notices()).isEmpty();
  }

  /// What is a link by now was a file a moment ago.
  @Test
  void readsNothingThroughALink() throws Exception {
    var file = SpoolFile.of(write("a.cdr.json", "{}")).orElseThrow();
    Files.delete(file.path());
    Files.createSymbolicLink(file.path(), write("target", "secret"));
    assertThatThrownBy(() -> file.read(10)).isInstanceOf(IOException.class);
    assertThat(file.isAsItWas()).isFalse();
  }

  @Test
  void namesAFileInOneLine() throws Exception {
    write("a\n\u001b[2J.cdr.json", " ".repeat(Delivery.MOST_BYTES + 1));
    try (var _ = run()) {
      RecordingHost.await(() -> !host.notices().isEmpty());
    }
    assertThat(host.notices()).singleElement().asString().contains("a [2J.cdr.json has more");
  }
}
