package rollcall.switches.freeswitch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/// A file as it was when it was looked at.
record SpoolFile(Path path, long size, Instant changedAt) {
  /// The file at `path` itself; nothing for what is none, such as a link, a folder or a pipe, which
  /// to open could lead elsewhere or wait for ever.
  static Optional<SpoolFile> of(Path path) throws IOException {
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isRegularFile()
        ? Optional.of(
            new SpoolFile(path, attributes.size(), attributes.lastModifiedTime().toInstant()))
        : Optional.empty();
  }

  /// What it has, up to `most` bytes.
  byte[] read(int most) throws IOException {
    try (var in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(most);
    }
  }

  /// Whether nobody wrote to it since it was looked at.
  boolean isAsItWas() throws IOException {
    return of(path).filter(this::equals).isPresent();
  }

  /// Whether `body` may be a whole record: one in JSON ends with a brace, of other forms the end
  /// cannot be told.
  static boolean hasEnd(byte[] body) {
    var last = body.length - 1;
    while (last >= 0 && Character.isWhitespace(body[last])) {
      last--;
    }
    return last >= 0 && (body[0] != '{' || (last > 0 && body[last] == '}'));
  }
}
