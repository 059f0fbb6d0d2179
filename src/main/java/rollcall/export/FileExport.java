package rollcall.export;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import rollcall.jsonapi.plan.Cursors;

/// Writes an export to a file that is there when it is complete: until then it is `FILE.part`, and
/// beside it `FILE.part.state` says how far it has come, so that an export which was cut off goes
/// on where it was and ends with the same bytes. What cannot be continued begins anew; a
/// `FILE.part` that no state tells of is somebody else's and stays as it is. One thread.
public final class FileExport {
  private final Export export;
  private final Cursors cursors;
  private final Path file;
  private final Path part;
  private final Path state;

  /// An export to `file`, which `cursors` tell the place of.
  public FileExport(Export export, Cursors cursors, Path file) {
    this.export = export;
    this.cursors = cursors;
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.state = file.resolveSibling(part.getFileName() + ".state");
  }

  /// Writes the file and gives how many rows it has. What an export before this one left is gone on
  /// with, unless it is to `restart`, which writes over whatever is in the way of it; a file of
  /// that name is replaced only when told to.
  public long run(boolean restart, boolean replace) throws IOException {
    long rows;
    try (var channel = FileChannel.open(part, CREATE, READ, WRITE);
        var lock = channel.tryLock()) {
      if (lock == null) {
        throw PartUnusable.inUse(part);
      }
      var left = restart ? Optional.<ExportState>empty() : left(channel);
      rows = left.isPresent() ? resume(left.get(), channel) : begin(channel);
      channel.force(true);
      // Under the lock, so that nobody begins anew what is whole.
      finish(replace);
    }
    return rows;
  }

  /// How far an export before this one came, where it can be gone on with.
  private Optional<ExportState> left(FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      return Optional.empty();
    }
    var kept = ExportState.read(state);
    if (kept.isEmpty() || !kept.get().isOf(channel)) {
      throw PartUnusable.notOurs(part);
    }
    return kept.filter(left -> left.rows() > 0);
  }

  private long begin(FileChannel channel) throws IOException {
    channel.truncate(0);
    var out =
        new FirstBytes(
            Channels.newOutputStream(channel),
            first -> ExportState.beginning(form(), first).write(state));
    var writer = export.form().writer(export.plan().projection(), out);
    var rows = export.write(writer, 0, Optional.empty(), checkpoint(channel, out));
    out.flush();
    return rows;
  }

  private long resume(ExportState left, FileChannel channel) throws IOException {
    var boundary = cursors.of(export.plan()).read(left.cursor(), false);
    if (boundary.isEmpty() || !left.form().equals(form())) {
      throw PartUnusable.ofAnotherList(part);
    }
    channel.truncate(left.bytes());
    channel.position(left.bytes());
    export.progress().resumed(left.rows());
    var out = Channels.newOutputStream(channel);
    var writer = export.form().continuing(export.plan().projection(), out);
    return export.write(writer, left.rows(), boundary, checkpoint(channel, out));
  }

  private Export.Checkpoint checkpoint(FileChannel channel, OutputStream out) {
    if (!export.form().format().canBeContinued()) {
      return (_, _) -> {};
    }
    return (rows, boundary) -> {
      try {
        out.flush();
        // What is not on the disk must not be said to be there.
        channel.force(false);
        var cursor = cursors.of(export.plan()).write(boundary);
        ExportState.reached(form(), rows, channel, cursor).write(state);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + part, e);
      }
    };
  }

  private String form() {
    return ExportState.form(export.form(), export.plan());
  }

  private void finish(boolean replace) throws IOException {
    if (!replace && Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(state);
  }
}
