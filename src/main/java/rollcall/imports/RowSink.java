package rollcall.imports;

import rollcall.jsonapi.document.DraftReading;
import rollcall.jsonapi.schema.ResourceType;

/// Takes the rows of one file as they are read.
interface RowSink {
  /// Takes a row of `type`, which begins at `line`; `row` is its place in the array, or empty.
  void row(ResourceType type, long line, String row, DraftReading reading);

  /// The file cannot be read beyond `line`.
  void broken(long line, String reason);
}
