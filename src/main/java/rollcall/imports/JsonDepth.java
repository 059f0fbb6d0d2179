package rollcall.imports;

/// Follows JSON byte by byte, to tell where an object ends without reading it. One thread.
final class JsonDepth {
  private int depth;
  private boolean inText;
  private boolean escaped;
  private byte last;

  void take(byte b) {
    if (inText) {
      takeText(b);
      return;
    }
    switch (b) {
      case '"' -> inText = depth > 0;
      case '{', '[' -> depth += depth > 0 || b == '{' ? 1 : 0;
      case '}', ']' -> depth -= depth > 0 ? 1 : 0;
      default -> {
        // Nothing opens or ends.
      }
    }
    if (!isSpace(b)) {
      last = b;
    }
  }

  private void takeText(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inText = false;
      last = b;
    }
  }

  boolean isOutside() {
    return depth == 0;
  }

  boolean isInText() {
    return inText;
  }

  /// Whether a value may follow.
  boolean expectsValue() {
    return last == ',' || last == ':' || last == '[';
  }

  /// Whether `b` may stand between the objects of a file or of an array.
  static boolean isBetweenObjects(byte b) {
    return isSpace(b) || b == ',' || b == '[' || b == ']';
  }

  /// Whether `b` begins an object, or stands between objects.
  static boolean isStructure(byte b) {
    return b == '{' || isBetweenObjects(b);
  }

  static boolean beginsObject(byte[] line) {
    return line.length > 0 && line[0] == '{';
  }

  /// Whether `line`, which begins an object, ends with it.
  static boolean isWholeObject(byte[] line) {
    var depth = new JsonDepth();
    for (int i = 0; i < line.length; i++) {
      depth.take(line[i]);
      if (depth.isOutside()) {
        return isBlank(line, i + 1);
      }
    }
    return false;
  }

  private static boolean isBlank(byte[] line, int from) {
    for (int i = from; i < line.length; i++) {
      if (!isSpace(line[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
