package rollcall.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Puts lines together to records of CSV, whose quoted cells may hold line breaks. A record that
/// was cut short inside a quote would draw in all that follows; so lines are joined only where a
/// record comes of it, else the first stands alone. One thread.
final class CsvLines {
  /// The most lines of one record.
  static final int RECORD_LINES = 50;

  /// The text of a record, or of a line that is none, and the number of its first line.
  record Text(String text, long number) {}

  private final Lines lines;
  private final Predicate<String> isRecord;
  private final Deque<Text> ahead = new ArrayDeque<>();

  CsvLines(Lines lines, Predicate<String> isRecord) {
    this.lines = lines;
    this.isRecord = isRecord;
  }

  /// The next record, or nothing at the end.
  Optional<Text> next() throws IOException {
    var first = line();
    if (first.isEmpty() || isBalanced(first.get().text())) {
      return first;
    }
    var joined = new StringBuilder(first.get().text());
    var taken = new ArrayList<Text>();
    while (taken.size() < RECORD_LINES - 1) {
      var more = line();
      if (more.isEmpty()) {
        break;
      }
      taken.add(more.get());
      joined.append('\n').append(more.get().text());
      if (isBalanced(joined)) {
        if (isRecord.test(joined.toString())) {
          return Optional.of(new Text(joined.toString(), first.get().number()));
        }
        break;
      }
    }
    giveBack(taken);
    return first;
  }

  private void giveBack(List<Text> taken) {
    taken.reversed().forEach(ahead::addFirst);
  }

  /// The next line that is not blank. What is no UTF-8 in it becomes U+FFFD: a caller's broken name
  /// must not cost the record.
  private Optional<Text> line() throws IOException {
    if (!ahead.isEmpty()) {
      return Optional.of(ahead.removeFirst());
    }
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().isBlank()) {
        var text = new String(line.get().bytes(), StandardCharsets.UTF_8);
        return Optional.of(
            new Text(
                line.get().number() == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text,
                line.get().number()));
      }
    }
    return Optional.empty();
  }

  private static boolean isBalanced(CharSequence text) {
    return text.chars().filter(c -> c == '"').count() % 2 == 0;
  }
}
