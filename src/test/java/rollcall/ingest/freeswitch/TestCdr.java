package rollcall.ingest.freeswitch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A small CDR as the switch writes it, to be varied.
final class TestCdr {
  static final String UUID = "9a9bf34f-4f68-4194-9276-a01326f532bb";

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, String> caller = new LinkedHashMap<>();
  private String earlierStretches = "";

  private TestCdr() {}

  /// A user's call that another party answered.
  static TestCdr answered() {
    return new TestCdr()
        .variable("direction", "inbound")
        .variable("uuid", UUID)
        .variable("sip_from_uri", "1001@lab.example")
        .variable("sip_auth_username", "1001")
        .variable("start_stamp", "2026-11-23 08:58:05")
        .variable("start_uepoch", "1795424285422528")
        .variable("progress_uepoch", "1795424285500000")
        .variable("progress_media_uepoch", "0")
        .variable("answer_uepoch", "1795424286242771")
        .variable("bridge_uepoch", "1795424286242771")
        .variable("end_uepoch", "1795424299302505")
        .variable("hangup_cause", "NORMAL_CLEARING")
        .variable("sip_hangup_disposition", "recv_bye")
        .caller("caller_id_name", "Alice")
        .caller("caller_id_number", "1001")
        .caller("ani", "1001")
        .caller("destination_number", "15550010001");
  }

  /// The same that was not answered, with that cause.
  static TestCdr unanswered(String cause) {
    return answered()
        .variable("answer_uepoch", "0")
        .variable("bridge_uepoch", "0")
        .variable("hangup_cause", cause)
        .without("sip_hangup_disposition");
  }

  /// A call that a program made the switch make, and which was not answered, with that cause.
  static TestCdr originated(String cause) {
    return unanswered(cause)
        .without("sip_auth_username")
        .variable("direction", "outbound")
        .variable("origination_caller_id_number", "+15550009999")
        .caller("caller_id_number", "15550010001")
        .caller("ani", "+15550009999");
  }

  TestCdr variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  TestCdr without(String name) {
    variables.remove(name);
    caller.remove(name);
    return this;
  }

  TestCdr caller(String name, String value) {
    caller.put(name, value);
    return this;
  }

  /// With a stretch of the call before this one, which led to another number.
  TestCdr transferredFrom(String number) {
    earlierStretches =
        ",{\"caller_profile\":{\"caller_id_number\":\"1001\",\"destination_number\":\""
            + number
            + "\"},\"times\":{}}";
    return this;
  }

  Channel parsed() {
    return CdrParser.parse(plain());
  }

  Ending ending() {
    var cdr = parsed();
    return Ending.of(cdr, Stamps.of(cdr));
  }

  /// With the values as they are, as under `encode-values=false`.
  String plain() {
    return json(false);
  }

  /// With the values percent-encoded, as by default.
  String encoded() {
    return json(true);
  }

  private String json(boolean encodeValues) {
    return "{\"core-uuid\":\"c\",\"variables\":{"
        + members(variables, encodeValues)
        + "},\"callflow\":[{\"caller_profile\":{"
        + members(caller, false)
        + "},\"times\":{}}"
        + earlierStretches
        + "]}";
  }

  private static String members(Map<String, String> members, boolean encode) {
    var json = new StringBuilder();
    members.forEach(
        (name, value) ->
            json.append(json.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(encode ? percent(value) : quoted(value))
                .append('"'));
    return json.toString();
  }

  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /// As the switch encodes: what is an escape already stays one.
  static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replaceAll("%25(?=[0-9A-F]{2})", "%");
  }
}
