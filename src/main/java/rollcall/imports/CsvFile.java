package rollcall.imports;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import rollcall.export.FormulaGuard;
import rollcall.jsonapi.document.DraftReader;
import rollcall.jsonapi.document.DraftReading;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.ValueType;

/// Reads records of text under a header of attribute names, in any order (RFC 4180, UTF-8).
final class CsvFile {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final ResourceType type;
  private final DraftReader reader;

  CsvFile(ResourceType type) {
    this.type = type;
    this.reader = DraftReader.of(type);
  }

  void read(CountingInput file, RowSink sink) throws IOException {
    var in = new PushbackInputStream(file, BYTE_ORDER_MARK.length);
    var start = in.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
      in.unread(start);
    }
    // A decoder of its own: the reader's default would replace what is not UTF-8 in silence.
    var decoder = StandardCharsets.UTF_8.newDecoder();
    try (var parser =
        CSVParser.parse(
            new InputStreamReader(in, decoder),
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get())) {
      try {
        readRecords(file, parser, sink);
      } catch (UncheckedIOException | IllegalStateException e) {
        sink.broken(parser.getCurrentLineNumber() + 1, "it is not CSV in UTF-8: " + e.getMessage());
      }
    }
  }

  private void readRecords(CountingInput file, CSVParser parser, RowSink sink) {
    var records = parser.iterator();
    if (!records.hasNext()) {
      return;
    }
    var header = List.of(records.next().values());
    var fault = fault(header);
    if (fault.isPresent()) {
      sink.broken(1, fault.get());
      return;
    }
    var line = parser.getCurrentLineNumber() + 1;
    while (records.hasNext()) {
      file.beginRow();
      sink.row(type, line, "", read(header, records.next()));
      line = parser.getCurrentLineNumber() + 1;
    }
  }

  private Optional<String> fault(List<String> header) {
    for (var name : header) {
      if (type.field(name).isEmpty() && !name.equals(type.tenantColumn())) {
        return Optional.of("the header names `" + name + "`, which is no attribute");
      }
    }
    return new HashSet<>(header).size() < header.size()
        ? Optional.of("the header names an attribute twice")
        : Optional.empty();
  }

  private DraftReading read(List<String> header, CSVRecord cells) {
    if (cells.size() != header.size()) {
      return new DraftReading.Refused(
          List.of(
              "The record has %d cells; the header has %d."
                  .formatted(cells.size(), header.size())));
    }
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), text(header.get(i), cells.get(i)));
    }
    return reader.read(row);
  }

  /// What `cell` stands for: an export guards text from being taken for a formula.
  private String text(String name, String cell) {
    return type.field(name).orElse(ResourceType.ID).type() instanceof ValueType.Text
        ? FormulaGuard.removed(cell)
        : cell;
  }
}
