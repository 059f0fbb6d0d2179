package rollcall.switches.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/// Something that the manager interface is asked to do, with an id that comes back with the answer.
record AmiAction(String name, String id, Map<String, String> parameters) {
  /// Checks that nothing in it could begin a line of its own.
  AmiAction {
    parameters = new LinkedHashMap<>(parameters);
    for (var text : parameters.values()) {
      if (text.chars().anyMatch(c -> c == '\r' || c == '\n')) {
        throw new IllegalArgumentException("an action has a value with a line break");
      }
    }
  }

  static AmiAction of(String name, String id) {
    return new AmiAction(name, id, Map.of());
  }

  AmiAction with(String parameter, String value) {
    var more = new LinkedHashMap<>(parameters);
    more.put(parameter, value);
    return new AmiAction(name, id, more);
  }

  byte[] bytes() {
    var text = new StringBuilder("Action: " + name + "\r\nActionID: " + id + "\r\n");
    parameters.forEach((key, value) -> text.append(key).append(": ").append(value).append("\r\n"));
    return text.append("\r\n").toString().getBytes(UTF_8);
  }

  /// Says what is asked, and never with what.
  @Override
  public String toString() {
    return name;
  }
}
