package rollcall.imports;

import java.nio.file.Path;

/// A file holds what a switch left, which names no organisation, and none was given.
public final class OrganisationNeeded extends RuntimeException {
  OrganisationNeeded(Path file) {
    super(
        file
            + " holds call records of a switch, which name no organisation;"
            + " say whose they are: --organisation NAME-OR-ID.");
  }
}
