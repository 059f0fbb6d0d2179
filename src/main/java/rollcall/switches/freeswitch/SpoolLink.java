package rollcall.switches.freeswitch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.inbox.InboxKind;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;

/// Watches the folder in which a FreeSWITCH leaves the records that it could not send,
/// `err-log-dir` of mod_json_cdr: takes each, and when it is kept for good moves it into the folder
/// `taken` beside it. One runs at a time.
public final class SpoolLink implements Link {
  /// The longest record that is taken, as at the doors.
  static final int MOST_BYTES = 1 << 20;

  /// The most records that are taken with one look.
  static final int MOST_FILES = 500;

  private static final String FILES = "*.cdr.json";
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// A file that was changed less than so long ago may still be written.
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private final Path folder;
  private final Path taken;

  /// Files that stay where they are, and when they were changed: they cannot be moved, or are no
  /// records.
  private final Map<Path, Instant> left = new HashMap<>();

  /// Of `folder`.
  public SpoolLink(Path folder) {
    this.folder = folder;
    this.taken = folder.resolve("taken");
  }

  @Override
  public String peer() {
    return "the folder " + folder;
  }

  @Override
  public void run(LinkHost host) throws IOException, InterruptedException {
    look(host);
    host.connected("it can be read");
    while (true) {
      Thread.sleep(LOOK);
      while (look(host) == MOST_FILES) {}
    }
  }

  private record Found(Path file, Instant changedAt) {}

  /// Takes what is there, and says how many that were.
  private int look(LinkHost host) throws IOException, InterruptedException {
    var bodies = new ArrayList<byte[]>();
    var found = found(bodies, host);
    if (!found.isEmpty()) {
      host.keep(InboxKind.FREESWITCH_JSON_CDR, bodies);
      for (var it : found) {
        putAway(it, host);
      }
    }
    return found.size();
  }

  private List<Found> found(List<byte[]> bodies, LinkHost host) throws IOException {
    var found = new ArrayList<Found>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
      left.keySet().removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
      for (var file : files) {
        if (found.size() < MOST_FILES) {
          find(file, found, bodies, host);
        }
      }
      return found;
    } catch (IOException e) {
      throw new IOException("The folder " + folder + " cannot be read.", e);
    }
  }

  private void find(Path file, List<Found> found, List<byte[]> bodies, LinkHost host)
      throws IOException {
    try {
      var attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      var changedAt = attributes.lastModifiedTime().toInstant();
      if (!attributes.isRegularFile()
          || changedAt.equals(left.get(file))
          || changedAt.plus(SETTLE).isAfter(host.clock().instant())) {
        return;
      }
      if (attributes.size() > MOST_BYTES) {
        left.put(file, changedAt);
        host.notice("The file " + file + " has more than " + MOST_BYTES + " bytes and is left.");
        return;
      }
      bodies.add(Files.readAllBytes(file));
      found.add(new Found(file, changedAt));
    } catch (NoSuchFileException _) {
      // Somebody else took it away in between.
    }
  }

  private void putAway(Found found, LinkHost host) {
    try {
      Files.createDirectories(taken);
      Files.move(
          found.file(),
          taken.resolve(found.file().getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException _) {
      if (left.isEmpty()) {
        host.notice("Files in " + folder + " cannot be moved to " + taken + "; they stay there.");
      }
      left.put(found.file(), found.changedAt());
    }
  }

  @Override
  public List<String> probe() throws IOException {
    var count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
      for (var _ : files) {
        count++;
      }
      return List.of("The folder " + folder + " has " + count + " records.");
    } catch (IOException e) {
      throw new IOException("The folder " + folder + " cannot be read.", e);
    }
  }
}
