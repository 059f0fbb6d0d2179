package rollcall.export;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import rollcall.database.Rows;
import rollcall.jsonapi.document.LocalTimes;
import rollcall.jsonapi.document.OutputBytes;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.schema.Attribute;

/// Writes records of CSV (RFC 4180, UTF-8) below a header of the attributes' names. A null is an
/// empty cell, an empty text is `""`; quotes stand only where they must; [FormulaGuard] keeps text
/// from being taken for a formula.
final class CsvWriter implements RowsWriter {
  private static final byte[] EMPTY_TEXT = {'"', '"'};
  private static final byte[] RECORD_END = {'\r', '\n'};

  private final CellForm[] forms;
  private final OutputBytes bytes;

  private CsvWriter(Projection projection, LocalTimes times, OutputStream out) {
    this.forms =
        projection.attributes().stream()
            .map(attribute -> CellForm.of(attribute.type()))
            .toArray(CellForm[]::new);
    this.bytes = OutputBytes.to(out, times);
  }

  /// A writer of a whole file.
  static CsvWriter beginning(Projection projection, LocalTimes times, OutputStream out) {
    var writer = new CsvWriter(projection, times, out);
    writer.header(projection.attributes());
    return writer;
  }

  /// A writer of records that follow others.
  static CsvWriter continuing(Projection projection, LocalTimes times, OutputStream out) {
    return new CsvWriter(projection, times, out);
  }

  private void header(List<Attribute> attributes) {
    var names = attributes.stream().map(name -> "," + name.name()).collect(Collectors.joining());
    bytes.raw(("id" + names).getBytes(StandardCharsets.UTF_8));
    bytes.raw(RECORD_END);
  }

  @Override
  public void write(Rows row) {
    bytes.uuid(row.uuid(Projection.ID_COLUMN));
    for (var i = 0; i < forms.length; i++) {
      bytes.raw(',');
      var column = Projection.FIRST_ATTRIBUTE + i;
      if (!row.isNull(column)) {
        cell(row, column, forms[i]);
      }
    }
    bytes.raw(RECORD_END);
  }

  private void cell(Rows row, int column, CellForm form) {
    switch (form) {
      case TEXT, JSON -> text(row.textBytes(column));
      case UUID -> bytes.uuid(row.uuid(column));
      case TIMESTAMP -> bytes.timestamp(row.epochMicros(column));
      case INTEGER -> bytes.integer(row.integer(column));
    }
  }

  private void text(byte[] utf8) {
    if (utf8.length == 0) {
      bytes.raw(EMPTY_TEXT);
    } else if (needsQuotes(utf8)) {
      bytes.raw('"');
      guard(utf8);
      quoted(utf8);
      bytes.raw('"');
    } else {
      guard(utf8);
      bytes.raw(utf8);
    }
  }

  private void guard(byte[] utf8) {
    if (FormulaGuard.isNeeded(utf8)) {
      bytes.raw(FormulaGuard.MARK);
    }
  }

  private void quoted(byte[] utf8) {
    var copied = 0;
    for (var i = 0; i < utf8.length; i++) {
      if (utf8[i] == '"') {
        // Up to the quote and with it; it comes once more with what follows.
        bytes.raw(utf8, copied, i + 1);
        copied = i;
      }
    }
    bytes.raw(utf8, copied, utf8.length);
  }

  private static boolean needsQuotes(byte[] utf8) {
    for (var b : utf8) {
      if (b == ',' || b == '"' || b == '\r' || b == '\n') {
        return true;
      }
    }
    return false;
  }

  @Override
  public void flush() {
    bytes.flush();
  }
}
