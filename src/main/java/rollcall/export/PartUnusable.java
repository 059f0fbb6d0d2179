package rollcall.export;

import java.nio.file.Path;

/// What stands where an export writes cannot be gone on with; the message says what to do.
public final class PartUnusable extends RuntimeException {
  private PartUnusable(String message) {
    super(message);
  }

  static PartUnusable ofAnotherList(Path part) {
    return new PartUnusable(
        part
            + " is the beginning of an export of another list or in another form. Ask for the same"
            + " as then to go on with it, or add --restart to begin anew.");
  }

  static PartUnusable notOurs(Path part) {
    return new PartUnusable(
        part
            + " is there, and no export left it: "
            + part.getFileName()
            + ".state is missing, or tells of another file. Move it away, or add --restart to write over it.");
  }

  static PartUnusable inUse(Path part) {
    return new PartUnusable(part + " is being written by another export.");
  }
}
