package rollcall.switches.freeswitch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Delivery;
import rollcall.switches.Link;
import rollcall.switches.LinkHost;

/// Watches the folder in which a FreeSWITCH leaves the records that it could not send,
/// `err-log-dir` of mod_json_cdr: takes each, and when it is kept for good moves it into the folder
/// `taken` beside it. A file that cannot be taken stays and is in nobody's way. One runs at a time.
public final class SpoolLink implements Link {
  /// The most records that are taken with one look, and the most bytes that all of them have.
  static final int MOST_FILES = 500;

  static final int MOST_LOOK_BYTES = 8 << 20;

  private static final String FILES = "*.cdr.json";
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// A file that was changed less than so long ago may still be written.
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /// After that time a record without an end will get none, and is taken as it is.
  private static final Duration GIVE_UP = Duration.ofMinutes(1);

  private final Path folder;
  private final Path taken;

  /// Files that stay where they are, as they were: they cannot be moved, or are no records.
  private final Map<Path, SpoolFile> left = new HashMap<>();

  /// Files that could not be read; it is tried again.
  private final Set<Path> unreadable = new HashSet<>();

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
      while (look(host)) {}
    }
  }

  /// Takes what is there, and says whether that was as much as one look takes.
  private boolean look(LinkHost host) throws IOException, InterruptedException {
    var records = new LinkedHashMap<SpoolFile, byte[]>();
    var isFull = read(records, host);
    if (!records.isEmpty()) {
      host.keep(InboxKind.FREESWITCH_JSON_CDR, List.copyOf(records.values()));
      for (var file : records.keySet()) {
        putAway(file, host);
      }
    }
    return isFull;
  }

  private boolean read(Map<SpoolFile, byte[]> records, LinkHost host)
      throws IOException, InterruptedException {
    left.keySet().removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    unreadable.removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    var room = MOST_LOOK_BYTES;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
      for (var path : files) {
        var file = find(path, host);
        if (file.isPresent() && (records.size() == MOST_FILES || file.get().size() > room)) {
          return true;
        }
        var body = file.isPresent() ? read(file.get(), host) : Optional.<byte[]>empty();
        if (body.isPresent()) {
          records.put(file.get(), body.get());
          room -= body.get().length;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      throw new IOException("The folder " + folder + " cannot be read.", e);
    }
  }

  /// The file `path`, if it can be a record and is not left.
  private Optional<SpoolFile> find(Path path, LinkHost host) throws InterruptedException {
    try {
      var file = SpoolFile.of(path).filter(it -> !it.equals(left.get(path)));
      if (file.isEmpty() || isAfter(file.get().changedAt().plus(SETTLE), host)) {
        return Optional.empty();
      }
      if (file.get().size() > Delivery.MOST_BYTES) {
        left.put(path, file.get());
        host.notice(
            "The file "
                + name(path)
                + " has more than "
                + Delivery.MOST_BYTES
                + " bytes and is left.");
        return Optional.empty();
      }
      return file;
    } catch (IOException e) {
      leaveUnread(path, e, host);
      return Optional.empty();
    }
  }

  private static boolean isAfter(Instant moment, LinkHost host) {
    return moment.isAfter(host.clock().instant());
  }

  /// The record in `file`, if that was left alone meanwhile and has an end.
  private Optional<byte[]> read(SpoolFile file, LinkHost host) throws InterruptedException {
    try {
      var body = file.read(Delivery.MOST_BYTES);
      unreadable.remove(file.path());
      return file.isAsItWas()
              && (SpoolFile.hasEnd(body) || !isAfter(file.changedAt().plus(GIVE_UP), host))
          ? Optional.of(body)
          : Optional.empty();
    } catch (IOException e) {
      leaveUnread(file.path(), e, host);
      return Optional.empty();
    }
  }

  private void leaveUnread(Path path, IOException e, LinkHost host) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (e instanceof NoSuchFileException) {
      // Somebody else took it away in between.
      return;
    }
    if (unreadable.isEmpty()) {
      host.notice("The file " + name(path) + " cannot be read and is left, like others after it.");
    }
    unreadable.add(path);
  }

  /// A file that was written to since it was read is read again.
  private void putAway(SpoolFile file, LinkHost host) throws InterruptedException {
    try {
      if (file.isAsItWas()) {
        Files.createDirectories(taken);
        Files.move(
            file.path(),
            taken.resolve(file.path().getFileName()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (NoSuchFileException _) {
      // Somebody else took it away in between.
    } catch (IOException _) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (left.isEmpty()) {
        host.notice("Files in " + folder + " cannot be moved to " + taken + "; they stay there.");
      }
      left.put(file.path(), file);
    }
  }

  private static String name(Path path) {
    return Said.of(path.toString());
  }

  @Override
  public List<String> probe() throws IOException {
    var count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
      for (var _ : files) {
        count++;
      }
      return List.of("The folder " + folder + " has " + count + " records.");
    } catch (IOException | DirectoryIteratorException e) {
      throw new IOException("The folder " + folder + " cannot be read.", e);
    }
  }
}
