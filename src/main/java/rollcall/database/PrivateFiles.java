package rollcall.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;

/// Files and folders that nobody but their owner may read, written so that a crash leaves the old
/// content or the new, never a part.
final class PrivateFiles {
  private static final boolean POSIX =
      Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /// Makes the folder and its missing parents. One that is there already keeps its permissions: it
  /// may be a mount point or the user's own, and everything private inside is private by itself.
  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, mode("rwx------"));
  }

  /// Opens for reading and writing; makes the file when it is missing.
  static FileChannel openChannel(Path file) throws IOException {
    return FileChannel.open(file, EnumSet.of(CREATE, READ, WRITE), mode("rw-------"));
  }

  /// Puts `content` in the place of whatever the file held.
  static void write(Path file, String content) throws IOException {
    var unfinished = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (var channel =
        FileChannel.open(
            unfinished, EnumSet.of(CREATE, TRUNCATE_EXISTING, WRITE), mode("rw-------"))) {
      var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    moveInPlace(unfinished, file);
  }

  /// Renames in one step that also outlives a power cut.
  static void moveInPlace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    if (POSIX) {
      try (var parent = FileChannel.open(to.toAbsolutePath().getParent(), READ)) {
        parent.force(true);
      }
    }
  }

  /// Deletes the file or folder with all it holds; links are deleted, not followed.
  static void deleteAll(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var tree = Files.walk(path)) {
      for (var file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// What the operating system said, in words: the messages of some exceptions are a bare path.
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied: " + denied.getFile();
      case NoSuchFileException missing -> "it does not exist: " + missing.getFile();
      case FileAlreadyExistsException other -> "it is not a folder: " + other.getFile();
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
