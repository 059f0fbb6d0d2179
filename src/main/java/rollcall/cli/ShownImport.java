package rollcall.cli;

import rollcall.imports.ImportProgress;
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
}
