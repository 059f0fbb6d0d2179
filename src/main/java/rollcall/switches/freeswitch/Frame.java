package rollcall.switches.freeswitch;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A frame of the event socket: header fields, and a body that may be empty.
final class Frame {
  private final Map<String, String> fields;
  private final byte[] body;

  Frame(Map<String, String> fields, byte[] body) {
    this.fields = fields;
    this.body = body;
  }

  byte[] body() {
    return body;
  }

  String type() {
    return fields.getOrDefault("Content-Type", "");
  }

  boolean isEvent() {
    return type().equals("text/event-json") || type().equals("text/event-plain");
  }

  /// What answers a command: the body of one to `api`, else the line of the reply.
  byte[] answer() {
    return type().equals("api/response") ? body : reply().getBytes(StandardCharsets.UTF_8);
  }

  boolean isAnswer() {
    return type().equals("api/response") || type().equals("command/reply");
  }

  String reply() {
    return fields.getOrDefault("Reply-Text", "");
  }
}
