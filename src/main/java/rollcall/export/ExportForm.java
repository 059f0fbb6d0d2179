package rollcall.export;

import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import rollcall.jsonapi.document.LocalTimes;
import rollcall.jsonapi.plan.Projection;

/// In what form an export is written: the format, and the zone by whose clocks moments are, in UTC
/// where it is empty.
public record ExportForm(ExportFormat format, Optional<ZoneId> zone) {
  /// Why a zone and the format do not go together.
  public static final String NO_LOCAL_TIMES =
      "Parquet keeps the moments themselves, for the reader to show in any zone; leave the time zone"
          + " out.";

  /// The zone of that name, if there is one: one of the IANA database, or an offset.
  public static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// Whether the format can be written with that zone.
  public boolean isPossible() {
    return zone.isEmpty() || format != ExportFormat.PARQUET;
  }

  /// A writer to `out` of the rows that `projection` shows, from the first row on.
  public RowsWriter writer(Projection projection, OutputStream out) {
    return switch (format) {
      case CSV -> CsvWriter.beginning(projection, times(), out);
      case NDJSON -> new NdjsonWriter(projection, times(), out);
      case PARQUET -> new ParquetWriter(projection, out);
    };
  }

  /// A writer of what follows behind rows that were written before, where the format
  /// [ExportFormat#canBeContinued].
  public RowsWriter continuing(Projection projection, OutputStream out) {
    return switch (format) {
      case CSV -> CsvWriter.continuing(projection, times(), out);
      case NDJSON -> new NdjsonWriter(projection, times(), out);
      case PARQUET -> throw new IllegalStateException("Parquet cannot be continued");
    };
  }

  private LocalTimes times() {
    return zone.map(LocalTimes::in).orElseGet(LocalTimes::utc);
  }
}
