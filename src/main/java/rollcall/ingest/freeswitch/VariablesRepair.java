package rollcall.ingest.freeswitch;

import java.util.regex.Pattern;

/// Makes JSON again of a CDR that was percent-encoded as a whole after the values of `variables`
/// had been. The switch does not encode an escape twice, so that decoding the whole leaves those
/// values bare among the quotes that hold them: `"caller_id":""Alice" <1001>",`. The variables are
/// a flat object of texts, so a quote ends a value where the next name, or the end, follows it.
final class VariablesRepair {
  private static final Pattern BEGIN = Pattern.compile("\"variables\"\\s*:\\s*\\{");
  private static final Pattern NAME =
      Pattern.compile("\\G\\s*,?\\s*\"([^\"\\\\]{1,200})\"\\s*:\\s*\"");
  private static final Pattern END_OF_VALUE =
      Pattern.compile(
          "\"(?=\\s*,\\s*\"[^\"\\\\]{1,200}\"\\s*:\\s*\""
              + "|\\s*\\}\\s*(?:,\\s*\"[\\w-]{1,40}\"\\s*:\\s*[\\[{\"]|\\}?\\s*\\z))");

  private VariablesRepair() {}

  /// `json` with the values of its variables quoted as JSON; as it was where it has none.
  static String of(String json) {
    var begin = BEGIN.matcher(json);
    if (!begin.find()) {
      return json;
    }
    var repaired = new StringBuilder(json.length() + 64).append(json, 0, begin.end());
    var name = NAME.matcher(json);
    var end = END_OF_VALUE.matcher(json);
    var at = begin.end();
    while (name.find(at) && end.find(name.end())) {
      repaired.append(json, at, name.end());
      quote(json, name.end(), end.start(), repaired);
      repaired.append('"');
      at = end.end();
    }
    return repaired.append(json, at, json.length()).toString();
  }

  private static void quote(String json, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      var c = json.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
  }
}
