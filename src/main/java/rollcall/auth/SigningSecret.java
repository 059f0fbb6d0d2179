package rollcall.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// The secret that HS256 tokens are signed and verified with. It is never printed.
public final class SigningSecret {
  /// The fewest bytes that a secret may have: as many as the hash of HS256.
  public static final int MIN_BYTES = 32;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final byte[] bytes;

  private SigningSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The secret that is the UTF-8 form of `text`, such as the content of `ROLLCALL_JWT_SECRET`.
  public static SigningSecret ofText(String text) {
    var bytes = text.getBytes(UTF_8);
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "The signing secret has "
              + bytes.length
              + " bytes; HS256 needs at least "
              + MIN_BYTES
              + ".");
    }
    return new SigningSecret(bytes);
  }

  /// The secret that `file` holds; a new one is made when there is no such file, and two processes
  /// that do so together agree on one. The file is text, so that its content can be given as
  /// `ROLLCALL_JWT_SECRET` elsewhere; its folder must be there. A file that others could read is
  /// closed to them, with a notice to `observer`.
  public static SigningSecret inFile(Path file, Observer observer) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      closeToOthers(file, observer);
      return ofText(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the signing secret in " + file, e);
    }
  }

  private static void create(Path file) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      write(draft);
      publish(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft) throws IOException {
    var random = new byte[MIN_BYTES];
    new SecureRandom().nextBytes(random);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(draft, options, ownerOnly(draft))) {
      var buffer = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /// A hard link appears whole and never replaces what another process published first.
  private static void publish(Path draft, Path file) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return; // The other process was first: its secret is the one.
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static void closeToOthers(Path file, Observer observer) throws IOException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null
        || Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
      return;
    }
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    observer.observe(
        new Observation.Notice(
            "the signing secret in "
                + file
                + " was open to other users and is closed now; if one may have read it,"
                + " delete the file and start again for a new secret"));
  }

  /// A copy of the secret itself.
  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "SigningSecret[hidden]";
  }
}
