package rollcall.jsonapi.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.WriteProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;

/// Reads the bodies of requests to make or change one resource, strictly: a draft, or everything
/// that is wrong.
public final class BodyReader {
  private BodyReader() {}

  /// The draft of a resource that is to be made.
  public static Parsed<SentDraft> ofNew(WritableType type, byte[] body) {
    return read(type, Purpose.MAKE, Optional.empty(), body);
  }

  /// The draft of what is to be changed of the resource with that id.
  public static Parsed<SentDraft> ofChanges(WritableType type, UUID id, byte[] body) {
    return read(type, Purpose.CHANGE, Optional.of(id), body);
  }

  private static Parsed<SentDraft> read(
      WritableType type, Purpose purpose, Optional<UUID> id, byte[] body) {
    var problems = new BodyProblems();
    var data = new Data(problems);
    document(body, problems, data::read);
    var identity = new IdentityCheck(problems);
    var draft =
        data.resource.map(
            sent -> {
              if (id.isPresent()) {
                // The URL says already which resource is to be changed.
                identity.checkType(sent, type.type());
                identity.checkId(sent, id.get());
              } else {
                identity.requireType(sent, type.type());
                identity.checkNoId(sent);
              }
              return DraftBuilder.build(type, purpose, sent, problems);
            });
    return draft.isPresent() && problems.all().isEmpty()
        ? new Parsed.Ok<>(draft.get())
        : new Parsed.Invalid<>(problems.all());
  }

  /// The primary data of a document.
  private static final class Data {
    private final BodyProblems problems;
    private Optional<SentResource> resource = Optional.empty();
    private boolean seen;

    private Data(BodyProblems problems) {
      this.problems = problems;
    }

    private void read(JsonParser parser, ObjectWalk walk) {
      var resources = new ResourceReader(parser, problems, false);
      walk.members(
          Place.ROOT,
          Map.of(
              "data",
              at -> {
                seen = true;
                resource = resources.resource(at);
              },
              "meta",
              _ -> walk.skip(),
              "links",
              _ -> walk.skip(),
              "jsonapi",
              _ -> walk.skip()));
      if (!seen) {
        problems.add(
            WriteProblem.invalidBody(
                Place.ROOT.member("data").pointer(), "The body must have data."));
      }
    }
  }

  /// Has `members` read the one object that `body` must be, as JSON in UTF-8, and tells `problems`
  /// where it is none.
  static void document(
      byte[] body, BodyProblems problems, BiConsumer<JsonParser, ObjectWalk> members) {
    try (var parser = JsonInput.open(utf8(body))) {
      if (parser.nextToken() == null) {
        problems.add(WriteProblem.malformedBody("The body is empty; it must be a JSON object."));
        return;
      }
      var walk = new ObjectWalk(parser, problems);
      if (walk.isObject(Place.ROOT, "a JSON:API document")) {
        members.accept(parser, walk);
      }
      if (parser.nextToken() != null) {
        problems.add(WriteProblem.malformedBody("There is something behind the JSON object."));
      }
    } catch (CharacterCodingException _) {
      problems.add(WriteProblem.malformedBody("The body is not UTF-8."));
    } catch (StreamConstraintsException _) {
      problems.add(
          WriteProblem.malformedBody(
              "The body nests too deep, or holds a name, a text or a number that is too long."));
    } catch (JacksonException e) {
      problems.add(WriteProblem.malformedBody("The body is not JSON" + where(e) + "."));
    }
  }

  private static String utf8(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static String where(JacksonException failure) {
    var location = failure.getLocation();
    return location == null
        ? ""
        : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
