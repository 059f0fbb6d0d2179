package rollcall.export;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Attribute;

/// How far a file has come that is not complete: what it holds (`form`), and that its first
/// `bytes`, which end with `tail` (in hexadecimal digits), hold the first `rows` rows, behind which
/// a cursor stands. Without rows it is not to be gone on with: all its bytes are in `tail`, to tell
/// which file it is, of which fewer may be there.
record ExportState(String form, long rows, long bytes, String tail, String cursor) {
  /// The most bytes of a `tail`.
  static final int TAIL_BYTES = 512;

  /// What a file holds of its rows, in one line.
  static String form(ExportForm form, ReadPlan plan) {
    return form.format()
        + form.zone().map(zone -> " in " + zone).orElse("")
        + plan.projection().attributes().stream()
            .map(Attribute::name)
            .collect(Collectors.joining(",", " of id,", ""));
  }

  /// That a file begins with `first`, at most [#TAIL_BYTES], and holds no rows yet that can be gone
  /// on behind.
  static ExportState beginning(String form, byte[] first) {
    return new ExportState(form, 0, first.length, HexFormat.of().formatHex(first), "");
  }

  /// That `part` holds so many rows up to where it is written at, behind which `cursor` stands.
  static ExportState reached(String form, long rows, FileChannel part, String cursor)
      throws IOException {
    var bytes = part.position();
    return new ExportState(form, rows, bytes, tail(part, bytes), cursor);
  }

  /// Whether it is `part`, which is not empty, that this tells of, by what stands there.
  boolean isOf(FileChannel part) throws IOException {
    if (bytes <= 0) {
      return false;
    }
    if (rows == 0) {
      return tail.startsWith(tail(part, Math.min(bytes, part.size())));
    }
    return bytes <= part.size() && tail.equals(tail(part, bytes));
  }

  private static String tail(FileChannel part, long bytes) throws IOException {
    var last = ByteBuffer.allocate((int) Math.min(TAIL_BYTES, bytes));
    var begin = bytes - last.capacity();
    while (last.hasRemaining() && part.read(last, begin + last.position()) >= 0) {}
    return HexFormat.of().formatHex(last.array());
  }

  /// The state that is kept in `file`; nothing where there is none that can be read.
  static Optional<ExportState> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var lines = new Properties();
    try {
      lines.load(new StringReader(Files.readString(file)));
      return Optional.of(
          new ExportState(
              lines.getProperty("form", ""),
              Long.parseUnsignedLong(lines.getProperty("rows", "")),
              Long.parseUnsignedLong(lines.getProperty("bytes", "")),
              lines.getProperty("tail", ""),
              lines.getProperty("cursor", "")));
    } catch (IllegalArgumentException _) {
      // Nothing that this program left.
      return Optional.empty();
    }
  }

  /// Keeps the state in `file`, in which there is always either this one or the one before.
  void write(Path file) throws IOException {
    var next = file.resolveSibling(file.getFileName() + "~");
    Files.writeString(
        next,
        "form=%s\nrows=%d\nbytes=%d\ntail=%s\ncursor=%s\n"
            .formatted(form, rows, bytes, tail, cursor));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
