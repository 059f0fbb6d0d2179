package rollcall.jsonapi.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.WriteProblem;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads bodies of the atomic extension of JSON:API, strictly: its operations in their order, or
/// everything that is wrong with any of them. Immutable, so thread-safe.
public final class OperationsReader {
  /// The URI of the extension.
  public static final String EXTENSION = "https://jsonapi.org/ext/atomic";

  /// The most operations that one request may have.
  public static final int MOST_OPERATIONS = 1_000;

  private static final String OPERATIONS = "atomic:operations";

  private final Map<String, WritableType> types;

  /// A reader of operations on resources of `types`.
  public OperationsReader(List<WritableType> types) {
    this.types = new LinkedHashMap<>();
    types.forEach(type -> this.types.put(type.type().name(), type));
  }

  /// The operations in `body`.
  public Parsed<List<Operation>> read(byte[] body) {
    var problems = new BodyProblems();
    var reading = new OneReading(types, problems);
    BodyReader.document(body, problems, reading::read);
    return Parsed.of(reading.operations, problems.all());
  }

  /// The operations of one body so far.
  private static final class OneReading {
    private final BodyProblems problems;
    private final OperationBuilder builder;
    private final List<Operation> operations = new ArrayList<>();
    private boolean seen;

    private OneReading(Map<String, WritableType> types, BodyProblems problems) {
      this.problems = problems;
      this.builder = new OperationBuilder(types, problems);
    }

    private void read(JsonParser parser, ObjectWalk walk) {
      var members = new LinkedHashMap<String, ObjectWalk.Member>();
      members.put(OPERATIONS, at -> readAll(parser, walk, at));
      members.put("meta", _ -> walk.skip());
      members.put("links", _ -> walk.skip());
      members.put("jsonapi", _ -> walk.skip());
      walk.members(Place.ROOT, members);
      if (!seen) {
        problems.add(
            WriteProblem.invalidBody(
                Place.ROOT.member(OPERATIONS).pointer(), "The body must have " + OPERATIONS + "."));
      }
    }

    private void readAll(JsonParser parser, ObjectWalk walk, Place place) {
      seen = true;
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        problems.add(
            WriteProblem.invalidBody(
                place.pointer(),
                "Here belongs a list of operations; it " + JsonCells.wrong(parser).fault() + "."));
        return;
      }
      int count = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (count < MOST_OPERATIONS) {
          readOne(parser, walk, place.element(count));
        } else {
          walk.skip();
        }
        count++;
      }
      checkCount(place, count);
    }

    private void readOne(JsonParser parser, ObjectWalk walk, Place place) {
      if (walk.isObject(place, "an operation, {\"op\":…,\"data\":{…}}")) {
        var sent = SentOperation.read(parser, walk, place, problems);
        builder.build(sent).ifPresent(operations::add);
      }
    }

    private void checkCount(Place place, int count) {
      if (count == 0) {
        problems.add(
            WriteProblem.invalidBody(place.pointer(), "There must be an operation at least."));
      }
      if (count > MOST_OPERATIONS) {
        problems.add(
            WriteProblem.tooManyOperations(
                place.pointer(),
                "One request may have "
                    + MOST_OPERATIONS
                    + " operations; these are "
                    + count
                    + "."));
      }
    }
  }
}
