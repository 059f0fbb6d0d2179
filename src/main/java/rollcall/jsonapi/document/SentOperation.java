package rollcall.jsonapi.document;

import java.util.LinkedHashMap;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/// An operation as it was sent, at `place`. What stands where an object belongs and is none was
/// told already; `hasData` and `hasRef` say whether there is anything.
record SentOperation(
    Place place,
    Said op,
    Said href,
    boolean hasRef,
    Optional<SentIdentifier> ref,
    boolean hasData,
    Optional<SentResource> data) {

  /// Reads the operation at whose start `parser` stands.
  static SentOperation read(
      JsonParser parser, ObjectWalk walk, Place place, BodyProblems problems) {
    var members = new Members(parser, walk, problems);
    members.read(place);
    return new SentOperation(
        place,
        members.op,
        members.href,
        members.hasRef,
        members.ref,
        members.hasData,
        members.data);
  }

  /// The members so far.
  private static final class Members {
    private final ObjectWalk walk;
    private final ResourceReader resources;
    private Said op = new Said.Nothing();
    private Said href = new Said.Nothing();
    private boolean hasRef;
    private Optional<SentIdentifier> ref = Optional.empty();
    private boolean hasData;
    private Optional<SentResource> data = Optional.empty();

    private Members(JsonParser parser, ObjectWalk walk, BodyProblems problems) {
      this.walk = walk;
      this.resources = new ResourceReader(parser, problems, true);
    }

    private void read(Place place) {
      var readers = new LinkedHashMap<String, ObjectWalk.Member>();
      readers.put("op", at -> op = walk.text(at));
      readers.put(
          "ref",
          at -> {
            hasRef = true;
            ref = resources.identifier(at);
          });
      readers.put("href", at -> href = walk.text(at));
      readers.put(
          "data",
          at -> {
            hasData = true;
            data = resources.resource(at);
          });
      readers.put("meta", _ -> walk.skip());
      walk.members(place, readers);
    }
  }
}
