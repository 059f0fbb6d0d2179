package rollcall.jsonapi.document;

import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// JSON that comes from outside, read as a stream and within bounds.
///
/// There are two kinds of bound. [#MAXIMUM_OBJECT_BYTES] and [#MAXIMUM_DEPTH] are for one value: a
/// row that exceeds them is refused, and the next one is read. Those of the parser are wider, since
/// it cannot go on after one of them: it throws
/// `tools.jackson.core.exc.StreamConstraintsException`.
public final class JsonInput {
  /// The longest JSON object that a row may hold, in bytes of UTF-8.
  public static final int MAXIMUM_OBJECT_BYTES = 64 * 1024;

  /// How deep a JSON object in a row may nest, itself counted.
  public static final int MAXIMUM_DEPTH = 64;

  /// The most digits that a number inside a JSON object may need when it is written out.
  static final int MAXIMUM_NUMBER_DIGITS = 1_000;

  private static final int PARSER_STRING_CHARACTERS = 1024 * 1024;
  private static final int PARSER_NAME_CHARACTERS = 1024;
  private static final int PARSER_DEPTH = 256;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(PARSER_STRING_CHARACTERS)
                  .maxNameLength(PARSER_NAME_CHARACTERS)
                  .maxNumberLength(MAXIMUM_NUMBER_DIGITS)
                  .maxNestingDepth(PARSER_DEPTH)
                  .build())
          .build();

  private JsonInput() {}

  /// A parser of `in`, before its first token; closing it closes `in`. It fails with
  /// `tools.jackson.core.JacksonException` on what is not JSON.
  public static JsonParser open(InputStream in) {
    return FACTORY.createParser(ObjectReadContext.empty(), in);
  }

  /// A parser of `text`.
  static JsonParser open(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }
}
