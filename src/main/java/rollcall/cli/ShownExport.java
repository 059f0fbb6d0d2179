package rollcall.cli;

import rollcall.export.ExportProgress;

/// Shows an export on a progress bar, which measures what this process has to do.
final class ShownExport implements ExportProgress {
  private final ProgressBar bar;
  private long before;

  ShownExport(ProgressBar bar) {
    this.bar = bar;
  }

  @Override
  public void resumed(long rows) {
    before = rows;
    bar.line(String.format("Going on behind %,d that are written already.", rows));
  }

  @Override
  public void advanced(long rows, long total) {
    bar.advance(rows - before, total - before, rows - before);
  }
}
