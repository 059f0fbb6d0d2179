package rollcall.jsonapi.document;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.jsonapi.schema.Draft;

/// The outcome of reading one row: a draft, or everything wrong with the row.
public sealed interface DraftReading {
  /// The row was right. `tenant` is the organisation that it names, if any.
  record Accepted(Draft draft, Optional<UUID> tenant) implements DraftReading {}

  /// The row was wrong; `faults` is never empty, and each is a sentence that names the member, what
  /// is wrong with it and what would be right.
  record Refused(List<String> faults) implements DraftReading {
    /// Copies `faults` and checks that there are some.
    public Refused {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("refused without a fault");
      }
    }
  }
}
