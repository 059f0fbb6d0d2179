package rollcall.ingest.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import rollcall.ingest.SourceText;

/// The fields of a form, by name, each with its values.
public record Form(SortedMap<String, SortedSet<String>> fields) {
  /// The most fields of a form; a callback has some thirty.
  public static final int MOST_FIELDS = 1_000;

  /// Takes the fields over.
  public Form {
    fields = Collections.unmodifiableSortedMap(fields);
  }

  /// Whether `body` would have more than [#MOST_FIELDS] if it were a form, each of which costs many
  /// times its bytes.
  public static boolean hasTooManyFields(byte[] body) {
    var fields = 1;
    for (var octet : body) {
      fields += octet == '&' ? 1 : 0;
    }
    return fields > MOST_FIELDS;
  }

  /// The form in the body of a request of type `application/x-www-form-urlencoded`. Fails for no
  /// bytes whatever: what is badly encoded stands for itself.
  public static Form parse(byte[] body) {
    var fields = new TreeMap<String, SortedSet<String>>();
    for (var pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
      var equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        var name = decode(equals < 0 ? pair : pair.substring(0, equals));
        var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        fields.computeIfAbsent(name, _ -> new TreeSet<>()).add(value);
      }
    }
    return new Form(fields);
  }

  /// The text of that name as a call can hold it; nothing where it is missing or empty.
  Optional<String> text(String name) {
    return SourceText.of(word(name));
  }

  /// The text of that name as it came; empty where it is missing.
  String word(String name) {
    var values = fields.get(name);
    return values == null ? "" : values.first();
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
