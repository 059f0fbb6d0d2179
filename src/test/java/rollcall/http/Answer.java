package rollcall.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An answer as it came over a socket.
public record Answer(int status, Map<String, String> fields, String body) {
  /// The field of that name; empty where there is none.
  public String field(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  static Answer of(List<String> head, String body) {
    var fields = new LinkedHashMap<String, String>();
    for (var line : head.subList(1, head.size())) {
      var colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(head.getFirst().split(" ", 3)[1]), fields, body);
  }
}
