package rollcall.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.Cursors;

/// Writes an export to a file that is there when it is complete: until then it is `FILE.part`, and
/// beside it `FILE.part.state` says how far it has come, so that an export which was cut off goes
/// on where it was and ends with the same bytes. What cannot be continued begins anew; a
/// `FILE.part` without a state is somebody else's and stays as it is. One thread.
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
    try (var channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock == null) {
        throw PartUnusable.inUse(part);
      }
      if (!restart && channel.size() > 0 && !Files.exists(state)) {
        throw PartUnusable.notOurs(part);
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
    var size = channel.size();
    return ExportState.read(state)
        .filter(kept -> export.form().format().canBeContinued())
        .filter(kept -> kept.rows() > 0 && kept.bytes() >= 0 && kept.bytes() <= size);
  }

  private long begin(FileChannel channel) throws IOException {
    // From now on the part is known to be ours, also one that cannot be continued.
    new ExportState(form(), 0, 0, "").write(state);
    channel.truncate(0);
    var writer = export.form().writer(export.plan().projection(), stream(channel));
    return export.write(writer, 0, Optional.empty(), checkpoint(channel));
  }

  private long resume(ExportState left, FileChannel channel) throws IOException {
    var boundary = cursors.of(export.plan()).read(left.cursor(), false);
    if (boundary.isEmpty() || !left.form().equals(form())) {
      throw PartUnusable.ofAnotherList(part);
    }
    channel.truncate(left.bytes());
    channel.position(left.bytes());
    export.progress().resumed(left.rows());
    var writer = export.form().continuing(export.plan().projection(), stream(channel));
    return export.write(writer, left.rows(), boundary, checkpoint(channel));
  }

  private static OutputStream stream(FileChannel channel) {
    return Channels.newOutputStream(channel);
  }

  private Export.Checkpoint checkpoint(FileChannel channel) {
    if (!export.form().format().canBeContinued()) {
      return (_, _) -> {};
    }
    return (rows, boundary) -> {
      try {
        // What is not on the disk must not be said to be there.
        channel.force(false);
        keep(rows, channel.position(), boundary);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + part, e);
      }
    };
  }

  private void keep(long rows, long bytes, Boundary boundary) throws IOException {
    new ExportState(form(), rows, bytes, cursors.of(export.plan()).write(boundary)).write(state);
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
