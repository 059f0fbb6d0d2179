package rollcall.jsonapi.document;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON object as compact JSON text that PostgreSQL can hold, its numbers as they were
/// written. One object, one thread.
final class JsonObjectReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private final StringWriter text = new StringWriter();
  private final Deque<Set<String>> names = new ArrayDeque<>();
  private int depth;
  private long digits;

  private JsonObjectReader(JsonParser parser) {
    this.parser = parser;
  }

  /// The object at whose start `parser` stands; leaves it at the object's end, whatever is wrong.
  static Cell read(JsonParser parser) {
    return new JsonObjectReader(parser).read();
  }

  private Cell read() {
    Optional<String> fault;
    try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      fault = copy(json);
    }
    skip();
    return fault
        .or(this::excess)
        .<Cell>map(Cell.Wrong::new)
        .orElseGet(() -> new Cell.Value(text.toString()));
  }

  /// Copies up to the end of the object or to the first fault.
  private Optional<String> copy(JsonGenerator json) {
    do {
      count(parser.currentToken());
      var fault = fault().or(this::repetition).or(this::excess);
      if (fault.isPresent()) {
        return fault;
      }
      if (parser.currentToken().isNumeric()) {
        digits += digits(parser.getString());
        json.writeNumber(parser.getString());
      } else {
        json.copyCurrentEventExact(parser);
      }
    } while (depth > 0 && parser.nextToken() != null);
    return Optional.empty();
  }

  private void skip() {
    while (depth > 0) {
      count(parser.nextToken());
    }
  }

  private void count(JsonToken token) {
    if (token.isStructStart()) {
      depth++;
    }
    if (token.isStructEnd()) {
      depth--;
    }
  }

  private Optional<String> fault() {
    return switch (parser.currentToken()) {
      case START_OBJECT, START_ARRAY ->
          depth > JsonInput.MAXIMUM_DEPTH ? Optional.of("nests too deep") : Optional.empty();
      case PROPERTY_NAME, VALUE_STRING -> TextFaults.of(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numberFault(parser.getString());
      default -> Optional.empty();
    };
  }

  /// Of two members of the same name PostgreSQL would keep the last, unasked.
  private Optional<String> repetition() {
    switch (parser.currentToken()) {
      case START_OBJECT, START_ARRAY -> names.push(new HashSet<>());
      case END_OBJECT, END_ARRAY -> names.pop();
      case PROPERTY_NAME -> {
        var name = parser.currentName();
        if (!names.element().add(name)) {
          return Optional.of("holds the member " + TextFaults.quote(name) + " twice");
        }
      }
      default -> {}
    }
    return Optional.empty();
  }

  /// The generator passes its text on in pieces, so that this is exact only at the end; on the way
  /// it keeps the text from growing on.
  private Optional<String> excess() {
    var tooLong =
        Math.max(digits, text.getBuffer().length()) > JsonInput.MAXIMUM_OBJECT_BYTES
            || (depth == 0 && utf8Length() > JsonInput.MAXIMUM_OBJECT_BYTES);
    return tooLong ? Optional.of("is too long") : Optional.empty();
  }

  private int utf8Length() {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /// PostgreSQL writes numbers out, so that `1e99999` is long although it looks short.
  private static Optional<String> numberFault(String number) {
    return fits(number)
        ? Optional.empty()
        : Optional.of("holds the number " + TextFaults.quote(number) + ", which is out of range");
  }

  private static long digits(String number) {
    var decimal = new BigDecimal(number);
    return (long) decimal.precision() + Math.abs((long) decimal.scale());
  }

  private static boolean fits(String number) {
    try {
      return digits(number) <= JsonInput.MAXIMUM_NUMBER_DIGITS;
    } catch (NumberFormatException _) {
      // The exponent is itself beyond all bounds.
      return false;
    }
  }
}
