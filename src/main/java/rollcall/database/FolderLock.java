package rollcall.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The right to work on a [DataFolder] alone, until closed. The operating system takes it back when
/// the process ends in whatever way, so a lock that was left behind never stands in the way.
/// Thread-safe.
public final class FolderLock implements AutoCloseable {
  /// Who works on a folder.
  public enum Kind {
    /// A server, which stays.
    SERVER,
    /// A command, which will be done soon.
    COMMAND
  }

  /// Who holds a lock.
  public record Holder(Kind kind, long pid) {}

  /// How an attempt to lock ended.
  public sealed interface Attempt {
    /// The lock is ours.
    record Taken(FolderLock lock) implements Attempt {}

    /// Somebody else holds it; empty in the moment when the holder has not yet said who it is.
    record Refused(Optional<Holder> holder) implements Attempt {}
  }

  // What this JVM holds. The lock file of such a folder must not even be opened: on POSIX, closing
  // any descriptor of a file drops every lock that the process has on it.
  private static final Map<Path, Holder> HELD_HERE = new ConcurrentHashMap<>();

  // The locked byte lies beyond the text: where locks are mandatory the text stays readable.
  private static final long LOCKED_BYTE = 1L << 30;
  private static final int TEXT_LIMIT = 100;

  private final DataFolder folder;
  private final FileChannel channel;

  private FolderLock(DataFolder folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static Attempt attempt(DataFolder folder, Kind kind) {
    var us = new Holder(kind, ProcessHandle.current().pid());
    @Nullable Holder here = HELD_HERE.putIfAbsent(folder.path(), us);
    if (here != null) {
      return new Attempt.Refused(Optional.of(here));
    }
    var taken = false;
    try {
      var attempt = attemptAgainstOthers(folder, us);
      taken = attempt instanceof Attempt.Taken;
      return attempt;
    } catch (IOException e) {
      throw new DataFolderUnusable(
          "Cannot lock the data folder " + folder + ": " + PrivateFiles.reason(e), e);
    } finally {
      if (!taken) {
        HELD_HERE.remove(folder.path());
      }
    }
  }

  private static Attempt attemptAgainstOthers(DataFolder folder, Holder us) throws IOException {
    var channel = PrivateFiles.openChannel(folder.lockFile());
    var taken = false;
    try {
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        return new Attempt.Refused(read(channel));
      }
      write(channel, us);
      taken = true;
      return new Attempt.Taken(new FolderLock(folder, channel));
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static void write(FileChannel channel, Holder holder) throws IOException {
    var text = holder.kind() + " " + holder.pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static Optional<Holder> read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(TEXT_LIMIT);
    channel.read(bytes, 0);
    var words = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).trim();
    for (var kind : Kind.values()) {
      if (words.matches(kind + " \\d{1,18}")) {
        return Optional.of(
            new Holder(kind, Long.parseLong(words.substring(words.indexOf(' ') + 1))));
      }
    }
    return Optional.empty();
  }

  /// The folder that is locked.
  public DataFolder folder() {
    return folder;
  }

  /// Gives the lock back; the second time does nothing.
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.truncate(0);
      channel.close();
    } catch (IOException e) {
      throw new DataFolderUnusable(
          "Cannot unlock the data folder " + folder + ": " + PrivateFiles.reason(e), e);
    } finally {
      HELD_HERE.remove(folder.path());
    }
  }
}
