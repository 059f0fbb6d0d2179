package rollcall.imports;

import java.io.ByteArrayOutputStream;

/// Cuts lines into records: JSON objects, of which several may stand on a line and one on several;
/// and encoded ones, one a line, but that base64 may be wrapped. What is cut short is a record of
/// its own, and the next one is found again at the start of its line. One thread.
final class RecordCutter {
  /// Takes the records.
  interface Records {
    /// A record, which begins on line `line`; it may be anything.
    void record(byte[] bytes, long line);
  }

  private final Records records;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long openLine;
  private boolean openIsBase64;
  private JsonDepth depth = new JsonDepth();

  RecordCutter(Records records) {
    this.records = records;
  }

  void take(Lines.Line line) {
    var bytes = line.bytes();
    if (open.size() > 0 && (endsBefore(bytes) || open.size() > CountingInput.ROW_LIMIT_BYTES)) {
      finish();
    }
    if (open.size() > 0) {
      append(bytes, line.number());
    } else if (!line.isBlank()) {
      begin(bytes, line.number());
    }
  }

  /// Gives out what is left.
  void finish() {
    if (open.size() > 0) {
      records.record(open.toByteArray(), openLine);
      open.reset();
    }
    depth = new JsonDepth();
  }

  /// Whether the record that is open goes no further, since `line` begins another.
  private boolean endsBefore(byte[] line) {
    if (openIsBase64) {
      return !Base64Line.isContinuation(line);
    }
    // JSON has no line break in a text, and an object only behind one of a few signs; and no
    // printer indents nothing while it puts a whole object on a line.
    if (depth.isInText()) {
      return true;
    }
    return JsonDepth.beginsObject(line) && (!depth.expectsValue() || JsonDepth.isWholeObject(line));
  }

  private void begin(byte[] line, long number) {
    var first = firstByte(line);
    openLine = number;
    openIsBase64 = false;
    if (JsonDepth.isStructure(first)) {
      cut(line, number);
    } else if (Base64Line.isBeginning(line)) {
      openIsBase64 = true;
      open.writeBytes(line);
    } else {
      records.record(line, number);
    }
  }

  private void append(byte[] line, long number) {
    open.write('\n');
    if (openIsBase64) {
      open.writeBytes(line);
    } else {
      cut(line, number);
    }
  }

  /// Gives out the objects that end on `line`.
  private void cut(byte[] line, long number) {
    var begin = 0;
    for (int i = 0; i < line.length; i++) {
      var wasOutside = depth.isOutside();
      depth.take(line[i]);
      if (wasOutside) {
        begin = i;
        openLine = number;
        if (depth.isOutside() && !JsonDepth.isBetweenObjects(line[i])) {
          // No JSON, so nothing tells where it ends but the line.
          open.write(line, i, line.length - i);
          finish();
          return;
        }
      } else if (depth.isOutside()) {
        open.write(line, begin, i + 1 - begin);
        finish();
      }
    }
    if (!depth.isOutside()) {
      open.write(line, begin, line.length - begin);
    }
  }

  private static byte firstByte(byte[] line) {
    for (var b : line) {
      if (b != ' ' && b != '\t') {
        return b;
      }
    }
    return 0;
  }
}
