package rollcall.export;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Attribute;

/// How far a file has come that is not complete: what it holds (`form`), and that its first `bytes`
/// hold the first `rows` rows, behind which a cursor stands.
record ExportState(String form, long rows, long bytes, String cursor) {
  /// What a file holds of its rows, in one line.
  static String form(ExportForm form, ReadPlan plan) {
    return form.format()
        + form.zone().map(zone -> " in " + zone).orElse("")
        + plan.projection().attributes().stream()
            .map(Attribute::name)
            .collect(Collectors.joining(",", " of id,", ""));
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
        next, "form=%s\nrows=%d\nbytes=%d\ncursor=%s\n".formatted(form, rows, bytes, cursor));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
