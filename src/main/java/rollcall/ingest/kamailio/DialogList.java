package rollcall.ingest.kamailio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rollcall.ingest.FlatJson;
import rollcall.ingest.JsonFault;
import rollcall.ingest.SourceText;
import rollcall.ingest.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// The dialogs that are not over in an answer to the JSON-RPC `dlg.list`.
public record DialogList(List<Dialog> dialogs) {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

  /// One of them: the call that it is, and what Kamailio and its script say of it.
  public record Dialog(String callUuid, Map<String, String> members) {
    /// Takes the members over.
    public Dialog {
      members = Collections.unmodifiableMap(members);
    }

    /// All that describes the call, as a message: a flat JSON object.
    public byte[] message() {
      return FlatJson.write(members);
    }
  }

  /// Copies `dialogs`.
  public DialogList {
    dialogs = List.copyOf(dialogs);
  }

  /// What `answer` to a request that was sent at `askedAt` says. Fails unless it is surely the
  /// whole list: from less nothing may be concluded.
  public static DialogList read(byte[] answer, Instant askedAt) throws Unreadable {
    // A caller writes some of it, and may do so in no UTF-8; that must not cost the list.
    var text = new String(answer, UTF_8);
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Unreadable("The answer is no JSON object.");
      }
      List<Dialog> dialogs = null;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        var value = parser.nextToken();
        if (name.equals("error") && value != JsonToken.VALUE_NULL) {
          throw new Unreadable("The answer is an error: " + error(parser) + ".");
        }
        if (name.equals("result") && value == JsonToken.START_ARRAY) {
          dialogs = dialogs(parser, askedAt);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the object");
      }
      if (dialogs == null) {
        throw new Unreadable("The answer has no list as its result.");
      }
      return new DialogList(dialogs);
    } catch (JacksonException e) {
      throw new Unreadable("The answer is not JSON: " + JsonFault.reason(e) + ".");
    }
  }

  private static String error(JsonParser parser) {
    var said = new LinkedHashMap<String, String>();
    readScalars(parser, said, said);
    return said.getOrDefault("message", "one without a message");
  }

  private static List<Dialog> dialogs(JsonParser list, Instant askedAt) throws Unreadable {
    var dialogs = new ArrayList<Dialog>();
    while (list.nextToken() != JsonToken.END_ARRAY) {
      var own = new LinkedHashMap<String, String>();
      var variables = new LinkedHashMap<String, String>();
      readScalars(list, own, variables);
      var callUuid = SourceText.of(own.getOrDefault("call-id", ""));
      var state = own.getOrDefault("state", "");
      if (callUuid.isEmpty() || !ListedDialog.isState(state)) {
        throw new Unreadable("What is listed are no dialogs.");
      }
      if (!ListedDialog.isOver(state)) {
        dialogs.add(new Dialog(callUuid.get(), ListedDialog.members(own, variables, askedAt)));
      }
    }
    return dialogs;
  }

  /// Reads the value at which `parser` is: the texts that it holds itself into `own`, and those
  /// within its member `variables`, however deep, into `variables`.
  private static void readScalars(
      JsonParser parser, Map<String, String> own, Map<String, String> variables) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var value = parser.nextToken();
      if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
        own.putIfAbsent(name, parser.getString());
      } else if (name.equals("variables") && value.isStructStart()) {
        readVariables(parser, variables);
      } else {
        parser.skipChildren();
      }
    }
  }

  /// They are objects of one member each in an array.
  private static void readVariables(JsonParser parser, Map<String, String> variables) {
    var name = "";
    for (var depth = 1; depth > 0; ) {
      var token = parser.nextToken();
      if (token == JsonToken.PROPERTY_NAME) {
        name = parser.currentName();
      } else if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token != JsonToken.VALUE_NULL) {
        variables.putIfAbsent(name, parser.getString());
      }
    }
  }
}
