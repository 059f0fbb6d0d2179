package rollcall.ingest.freeswitch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.ingest.JsonFault;
import rollcall.ingest.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The answer to `show channels as json`: the channels that a FreeSWITCH has. There is one only of
/// an answer that is whole, with as many rows as it says; an empty list has no rows at all.
public record ChannelList(List<Row> rows) {
  private static final JsonFactory JSON = new JsonFactory();

  /// A channel, and the call that it says it belongs to; empty where it says none.
  public record Row(String uuid, String callUuid) {
    /// Whether it may be the first channel of a call.
    public boolean mayBeACall() {
      return callUuid.isEmpty() || callUuid.equals(uuid);
    }
  }

  /// Copies `rows`.
  public ChannelList {
    rows = List.copyOf(rows);
  }

  /// Reads `answer`. Fails with [Unreadable], whose reason is a sentence, when it is no whole list.
  public static ChannelList read(byte[] answer) throws Unreadable {
    var text = new String(answer, StandardCharsets.UTF_8).strip();
    if (!text.startsWith("{")) {
      throw new Unreadable(
          "It answers: "
              + text.substring(0, Math.min(text.length(), 100)).replaceAll("\\p{Cntrl}", " "));
    }
    try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      return read(json);
    } catch (JacksonException e) {
      throw new Unreadable("Its list of channels is not whole: " + JsonFault.reason(e));
    }
  }

  private static ChannelList read(JsonParser json) throws Unreadable {
    var count = -1;
    var rows = new ArrayList<Row>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      var value = json.nextToken();
      if (name.equals("row_count") && value == JsonToken.VALUE_NUMBER_INT) {
        count = json.getIntValue();
      } else if (name.equals("rows") && value == JsonToken.START_ARRAY) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          rows.add(row(members(json)));
        }
      } else {
        json.skipChildren();
      }
    }
    if (json.nextToken() != null || count != rows.size()) {
      throw new Unreadable(
          "Its list of channels is not whole: it says " + count + " and has " + rows.size() + ".");
    }
    return new ChannelList(rows);
  }

  private static Map<String, String> members(JsonParser json) {
    var members = new HashMap<String, String>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      if (json.nextToken().isScalarValue()) {
        members.putIfAbsent(name, json.getString());
      }
      json.skipChildren();
    }
    return members;
  }

  private static Row row(Map<String, String> members) throws Unreadable {
    var uuid = members.getOrDefault("uuid", "");
    if (uuid.isEmpty()) {
      throw new Unreadable("Its list of channels has one without a uuid.");
    }
    return new Row(uuid, members.getOrDefault("call_uuid", ""));
  }
}
