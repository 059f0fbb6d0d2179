package rollcall.ingest.freeswitch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads the JSON of a CDR, as a stream: most of it is passed over. Of a name that is there twice
/// the first counts, so that a caller's text cannot change what the switch said before it. One
/// thread.
final class CdrParser {
  private static final int MAXIMUM_TEXT_CHARACTERS = 1 << 20;
  private static final int MAXIMUM_DEPTH = 64;
  private static final int MAXIMUM_PROFILES = 1_000;

  /// A CDR that was encoded as a whole has the line breaks of its values bare in its texts.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAXIMUM_TEXT_CHARACTERS)
                  .maxNestingDepth(MAXIMUM_DEPTH)
                  .build())
          .build();

  private final JsonParser json;
  private final ValueEncoding encoding = new ValueEncoding();
  private final Map<String, String> variables = new HashMap<>();
  private final List<Channel.Profile> callflow = new ArrayList<>();
  private String core = "";
  private String channelDirection = "";

  private CdrParser(JsonParser json) {
    this.json = json;
  }

  /// Reads `text`, which begins with a brace; fails with `tools.jackson.core.JacksonException` on
  /// what is no JSON object.
  static Channel parse(String text) {
    try (var json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      var parser = new CdrParser(json);
      parser.members(parser::readPart);
      if (json.nextToken() != null) {
        throw new StreamReadException(json, "something follows the record");
      }
      return parser.finish();
    }
  }

  private Channel finish() {
    variables.replaceAll((_, value) -> encoding.decode(value));
    return new Channel(core, variables, callflow, channelDirection);
  }

  /// What is done with a member, at whose value the parser stands; it may leave the value unread.
  private interface Member {
    void read(String name);
  }

  /// Reads the object at whose start the parser stands; passes over anything else.
  private void members(Member member) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      json.nextToken();
      member.read(name);
      json.skipChildren();
    }
  }

  /// Reads the elements of an array, or the one value that stands in its place.
  private void elements(Runnable element) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      element.run();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.run();
      json.skipChildren();
    }
  }

  private void readPart(String name) {
    switch (name) {
      case "core-uuid" -> core = scalar();
      case "variables" -> members(this::readVariable);
      case "callflow" -> elements(this::readProfile);
      case "channel_data" ->
          members(
              member -> {
                if (member.equals("direction")) {
                  channelDirection = scalar();
                }
              });
      default -> json.skipChildren();
    }
  }

  private void readVariable(String name) {
    var value = scalar();
    encoding.see(value);
    if (Channel.VARIABLES.contains(name)) {
      variables.putIfAbsent(name, value);
    }
  }

  private void readProfile() {
    var profile = new ProfileReader();
    members(profile::readPart);
    if (callflow.size() == MAXIMUM_PROFILES) {
      callflow.removeLast();
    }
    callflow.add(new Channel.Profile(profile.caller, profile.times, profile.originator));
  }

  private String scalar() {
    var token = json.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL ? json.getString() : "";
  }

  /// Reads one element of `callflow`. One thread.
  private final class ProfileReader {
    private final Map<String, String> caller = new HashMap<>();
    private final Map<String, String> times = new HashMap<>();
    private String originator = "";

    private void readPart(String name) {
      switch (name) {
        case "caller_profile" -> members(this::readCaller);
        case "times" -> members(member -> times.putIfAbsent(member, scalar()));
        default -> json.skipChildren();
      }
    }

    private void readCaller(String name) {
      if (name.equals("originator")) {
        members(_ -> elements(() -> members(this::readOriginator)));
      } else if (json.currentToken().isScalarValue()) {
        caller.putIfAbsent(name, scalar());
      }
    }

    private void readOriginator(String name) {
      if (name.equals("uuid") && originator.isEmpty()) {
        originator = scalar();
      }
    }
  }
}
