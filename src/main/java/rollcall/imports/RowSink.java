package rollcall.imports;

import rollcall.ingest.Normalised;
import rollcall.jsonapi.document.DraftReading;
import rollcall.jsonapi.schema.ResourceType;

/// Takes the rows of one file as they are read.
interface RowSink {
  /// Takes a row of `type`, which begins at `line`; `row` is its place in the array, or empty.
  void row(ResourceType type, long line, String row, DraftReading reading);

  /// Takes what a record of a switch, which begins at `line`, comes to; `more` records of the same
  /// call are in it as well.
  void record(long line, int more, Normalised normalised);

  /// The file cannot be read beyond `line`.
  void broken(long line, String reason);
}
