package rollcall.jsonapi.document;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import rollcall.jsonapi.query.WriteProblem;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads resource objects, and identifiers of resources, whose types are not yet looked at: members
/// may stand in any order. One body, one thread.
final class ResourceReader {
  /// The most attributes, and the most relationships, that are looked at; no type has as many.
  private static final int MOST_NAMES = 256;

  private final JsonParser parser;
  private final BodyProblems problems;
  private final ObjectWalk walk;
  private final boolean localIds;

  /// Reads what `parser` reads, and tells `problems`. `localIds` says whether a resource may have a
  /// `lid`, by which the rest of the body knows it.
  ResourceReader(JsonParser parser, BodyProblems problems, boolean localIds) {
    this.parser = parser;
    this.problems = problems;
    this.walk = new ObjectWalk(parser, problems);
    this.localIds = localIds;
  }

  /// The resource object at which the parser stands, if it is one.
  Optional<SentResource> resource(Place place) {
    if (!walk.isObject(place, "a resource object, such as {\"type\":…,\"attributes\":{…}}")) {
      return Optional.empty();
    }
    var said = new Identity();
    var attributes = new LinkedHashMap<String, SentValue>();
    var relationships = new LinkedHashMap<String, SentResource.Linkage>();
    var members = said.members();
    members.put("attributes", at -> attributes(at, attributes));
    members.put("relationships", at -> relationships(at, relationships));
    members.put("links", _ -> walk.skip());
    walk.members(place, members);
    return Optional.of(
        new SentResource(place, said.type, said.id, said.lid, attributes, relationships));
  }

  /// The resource identifier object at which the parser stands, if it is one.
  Optional<SentIdentifier> identifier(Place place) {
    if (!walk.isObject(place, "a resource identifier object, {\"type\":…,\"id\":…}")) {
      return Optional.empty();
    }
    var said = new Identity();
    walk.members(place, said.members());
    return Optional.of(new SentIdentifier(place, said.type, said.id, said.lid));
  }

  /// The members that say which resource is meant.
  private final class Identity {
    private Said type = new Said.Nothing();
    private Said id = new Said.Nothing();
    private Said lid = new Said.Nothing();

    private Map<String, ObjectWalk.Member> members() {
      var members = new LinkedHashMap<String, ObjectWalk.Member>();
      members.put("type", at -> type = walk.text(at));
      members.put("id", at -> id = walk.text(at));
      if (localIds) {
        members.put("lid", at -> lid = walk.text(at));
      }
      members.put("meta", _ -> walk.skip());
      return members;
    }
  }

  private void attributes(Place place, Map<String, SentValue> attributes) {
    if (!walk.isObject(place, "an object of attributes")) {
      return;
    }
    names(place, attributes, (_, name) -> attributes.put(name, SentValue.read(parser)));
  }

  private void relationships(Place place, Map<String, SentResource.Linkage> relationships) {
    if (!walk.isObject(place, "an object of relationships")) {
      return;
    }
    names(place, relationships, (at, name) -> relationships.put(name, relationship(at)));
  }

  @FunctionalInterface
  private interface Named {
    void read(Place place, String name);
  }

  /// Reads the members of an object whose names are for its type to know.
  private void names(Place place, Map<String, ?> read, Named member) {
    var twice = new HashSet<String>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      if (read.containsKey(name)) {
        if (twice.size() < MOST_NAMES && twice.add(name)) {
          walk.twice(place.member(name), name);
        }
        walk.skip();
      } else if (read.size() == MOST_NAMES) {
        walk.skip();
      } else {
        member.read(place.member(name), name);
      }
    }
  }

  private SentResource.Linkage relationship(Place place) {
    if (!walk.isObject(place, "a relationship object, {\"data\":…}")) {
      return new SentResource.Linkage.Wrong();
    }
    var linkage = new LinkageMember();
    walk.members(
        place, Map.of("data", linkage::read, "links", _ -> walk.skip(), "meta", _ -> walk.skip()));
    if (!linkage.seen) {
      problems.add(
          WriteProblem.invalidBody(
              place.member("data").pointer(), "A relationship that is sent must have data."));
    }
    return linkage.value;
  }

  private final class LinkageMember {
    private SentResource.Linkage value = new SentResource.Linkage.Wrong();
    private boolean seen;

    private void read(Place place) {
      seen = true;
      value =
          parser.currentToken() == JsonToken.VALUE_NULL
              ? new SentResource.Linkage.None()
              : identifier(place)
                  .<SentResource.Linkage>map(SentResource.Linkage.Identifier::new)
                  .orElseGet(SentResource.Linkage.Wrong::new);
    }
  }
}
