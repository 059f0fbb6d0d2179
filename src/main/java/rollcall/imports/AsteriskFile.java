package rollcall.imports;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVFormat;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;
import rollcall.ingest.asterisk.CdrCsv;
import rollcall.ingest.asterisk.CdrRecord;

/// Reads `Master.csv` of Asterisk. The records of a call stand close to each other, yet not always
/// side by side, and tell of it together; so the last records wait for others of their call.
final class AsteriskFile {
  /// How many records wait.
  static final int WINDOW_RECORDS = 10_000;

  private static final Normalised NO_RECORD =
      new Normalised.Unintelligible(
          "The line is no record of cdr_csv: that has 16 to 21 columns, the times of the start and"
              + " the end in columns 10 and 12, and a disposition in column 15.");

  private record OpenCall(long line, List<CdrRecord> records) {}

  private final CdrCsv cdrs;
  private final SequencedMap<String, OpenCall> open = new LinkedHashMap<>();
  private int waiting;

  AsteriskFile(SourceName source) {
    cdrs = new CdrCsv(Origin.of(source));
  }

  /// Whether `line` is a record, or the header that some tools put above them.
  static boolean isRecord(String line) {
    return record(line).isPresent() || isHeader(line);
  }

  void read(CountingInput in, RowSink sink) throws IOException {
    var lines = new CsvLines(new Lines(in), text -> record(text).isPresent());
    for (var next = lines.next(); next.isPresent(); next = lines.next()) {
      var line = next.get();
      var record = record(line.text());
      if (record.isPresent()) {
        take(record.get(), line.number(), sink);
      } else if (!isHeader(line.text())) {
        sink.record(line.number(), 0, NO_RECORD);
      }
    }
    while (waiting > 0) {
      closeEldest(sink);
    }
  }

  private void take(CdrRecord record, long line, RowSink sink) {
    open.computeIfAbsent(record.callUuid(), _ -> new OpenCall(line, new ArrayList<>()))
        .records()
        .add(record);
    waiting++;
    while (waiting > WINDOW_RECORDS) {
      closeEldest(sink);
    }
  }

  private void closeEldest(RowSink sink) {
    var call = open.pollFirstEntry().getValue();
    waiting -= call.records().size();
    sink.record(call.line(), call.records().size() - 1, cdrs.normalise(call.records()));
  }

  private static boolean isHeader(String text) {
    return text.replace("\"", "").startsWith("accountcode,src,dst,");
  }

  private static Optional<CdrRecord> record(String text) {
    try (var parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
      var records = parser.getRecords();
      return records.size() == 1
          ? CdrRecord.of(List.of(records.getFirst().values()))
          : Optional.empty();
    } catch (IOException | UncheckedIOException | IllegalStateException _) {
      // The quotes are wrong, so it is no record.
      return Optional.empty();
    }
  }
}
