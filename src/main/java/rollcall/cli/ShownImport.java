package rollcall.cli;

import rollcall.imports.ImportProgress;
import rollcall.imports.ImportSummary;
import rollcall.imports.Refusal;

/// Shows an import on a progress bar, and each refused row above it.
final class ShownImport implements ImportProgress {
  private final ProgressBar bar;

  ShownImport(ProgressBar bar) {
    this.bar = bar;
  }

  @Override
  public void advanced(long bytes, long totalBytes, long rows, long refused) {
    bar.advance(bytes, totalBytes, rows);
  }

  @Override
  public void refused(Refusal refusal) {
    bar.line(
        Terminal.printable(
            "%s:%d: %s%s"
                .formatted(
                    refusal.file(),
                    refusal.line(),
                    refusal.row().isEmpty() ? "" : refusal.row() + ": ",
                    String.join(" ", refusal.reasons()))));
  }

  @Override
  public void cut(ImportSummary summary) {
    if (!summary.tallies().isEmpty()) {
      bar.line(
          "The import was cut off. Until then:\n" + ImportCommand.table(summary).stripTrailing());
    }
  }
}
