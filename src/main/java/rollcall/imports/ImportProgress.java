package rollcall.imports;

/// Watches an import. Called from the thread that imports.
public interface ImportProgress {
  /// `bytes` of `totalBytes` of the files were read, and so many rows, of which `refused` are
  /// wrong.
  void advanced(long bytes, long totalBytes, long rows, long refused);

  /// A row was refused.
  void refused(Refusal refusal);

  /// The import fails before its end, after what `summary` says. What became of rows that were read
  /// and are neither new, changed, unchanged nor refused is not known; the same import again tells.
  default void cut(ImportSummary summary) {}
}
