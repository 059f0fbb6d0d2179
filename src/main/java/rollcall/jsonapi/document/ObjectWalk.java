package rollcall.jsonapi.document;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import rollcall.jsonapi.query.NearestName;
import rollcall.jsonapi.query.WriteProblem;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Goes through the members of the objects of one body, each of which must be known and stand once,
/// and tells which are not. One thread.
final class ObjectWalk {
  private final JsonParser parser;
  private final BodyProblems problems;

  /// Reads what `parser` reads, and tells `problems`.
  ObjectWalk(JsonParser parser, BodyProblems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /// Takes the value of one member, at which the parser stands, and leaves the parser at its last
  /// token.
  @FunctionalInterface
  interface Member {
    void read(Place place);
  }

  /// Whether the parser stands at an object, which is told where it does not; `what` is the object
  /// that belongs there.
  boolean isObject(Place place, String what) {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return true;
    }
    var fault = JsonCells.wrong(parser).fault();
    problems.add(
        WriteProblem.invalidBody(place.pointer(), "Here belongs " + what + "; it " + fault + "."));
    return false;
  }

  /// Reads the object at whose start the parser stands, by the readers of its members.
  void members(Place place, Map<String, Member> readers) {
    var seen = new HashSet<String>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var reader = readers.get(name);
      parser.nextToken();
      if (reader == null) {
        unknown(place.member(name), name, readers.keySet());
        skip();
      } else if (!seen.add(name)) {
        twice(place.member(name), name);
        skip();
      } else {
        reader.read(place.member(name));
      }
    }
  }

  /// Takes note of a name that is not known, and offers those that are.
  private void unknown(Place place, String name, Collection<String> known) {
    problems.addUnknown(
        () ->
            WriteProblem.unknownMember(
                place.pointer(),
                "Here is no member "
                    + TextFaults.quote(name)
                    + "."
                    + NearestName.offer(name, "Known are", known)));
  }

  /// Takes note of a name that stands twice.
  void twice(Place place, String name) {
    problems.add(
        WriteProblem.duplicateMember(
            place.pointer(), TextFaults.quote(name) + " stands twice; it must stand once."));
  }

  /// The text at which the parser stands.
  Said text(Place place) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return new Said.Text(parser.getString());
    }
    var fault = JsonCells.wrong(parser).fault();
    problems.add(WriteProblem.invalidBody(place.pointer(), "Here belongs text; it " + fault + "."));
    return new Said.Wrong();
  }

  /// Passes over a value that says nothing to us.
  void skip() {
    parser.skipChildren();
  }
}
