package rollcall.imports;

import java.util.Map;

/// What an import did: a tally for each type, by the type's name in a URL (`calls`), and how many
/// faults lay in the files themselves so that a part of them was not read.
public record ImportSummary(Map<String, Tally> tallies, long brokenFiles) {
  /// Copies `tallies`.
  public ImportSummary {
    tallies = Map.copyOf(tallies);
  }

  /// Whether every row of every file is in the database now.
  public boolean complete() {
    return brokenFiles == 0 && tallies.values().stream().allMatch(tally -> tally.refused() == 0);
  }
}
