package rollcall.switches.freeswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.inbox.InboxKind;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

final class SpoolLinkTest {
  @TempDir private Path folder;
  private final RecordingHost host = new RecordingHost();

  private Path write(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
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
    write("long.cdr.json", " ".repeat(SpoolLink.MOST_BYTES + 1));
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
}
