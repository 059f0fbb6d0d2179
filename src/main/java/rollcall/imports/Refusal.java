package rollcall.imports;

import java.nio.file.Path;
import java.util.List;

/// A row that was not written: where it stands (`line` is counted from 1, 0 when unknown; `row`
/// names the array and the place in it, from 0, or is empty), and everything that is wrong with it.
public record Refusal(Path file, long line, String row, List<String> reasons) {
  /// Copies `reasons`.
  public Refusal {
    reasons = List.copyOf(reasons);
  }
}
