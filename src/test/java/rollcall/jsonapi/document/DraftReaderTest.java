package rollcall.jsonapi.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.organisations.Organisations;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

class DraftReaderTest {
  private static final Map<String, String> CALL =
      Map.of(
          "direction", "\"inbound\"",
          "from_number", "\"+44\"",
          "to_number", "\" 2 \"",
          "call_uuid", "\"u\"",
          "call_source", "\"s\"");
  private static final Map<String, String> CONVERSATION =
      Map.of(
          "channel", "\"voice\"",
          "mode", "\"text\"",
          "public_id", "\"p\"",
          "status", "\"active\"",
          "metadata", "{}");

  private static String json(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .reduce((left, right) -> left + "," + right)
        .map(all -> "{" + all + "}")
        .orElse("{}");
  }

  private static String with(Map<String, String> row, String name, String value) {
    var members = new HashMap<>(row);
    members.put(name, value);
    return json(members);
  }

  private static JsonParser parser(String json) {
    return JsonInput.open(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static DraftReading read(ResourceType type, String row) {
    try (var parser = parser("[" + row + ",7]")) {
      parser.nextToken();
      parser.nextToken();
      var reading = DraftReader.of(type).read(parser);
      assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
      return reading;
    }
  }

  private static List<String> faults(DraftReading reading) {
    return switch (reading) {
      case DraftReading.Accepted accepted -> List.of();
      case DraftReading.Refused(var faults) -> faults;
    };
  }

  private static DraftReading.Accepted accepted(DraftReading reading) {
    assertThat(reading).isInstanceOf(DraftReading.Accepted.class);
    return (DraftReading.Accepted) reading;
  }

  private static Object value(DraftReading reading, String name) {
    var draft = accepted(reading).draft();
    return draft.values().get(draft.type().attributes().indexOf(draft.type().field(name).get()));
  }

  private static Object callValue(String name, String json) {
    return value(read(Calls.TYPE, with(CALL, name, json)), name);
  }

  @Test
  void textIsTakenAsItIsAndEmptyTextIsNull() {
    assertThat(callValue("to_number", "\" 2 \"")).isEqualTo(" 2 ");
    assertThat(callValue("sip_username", "\"\"")).isNull();
    assertThat(callValue("sip_username", "null")).isNull();
    assertThat(callValue("sip_username", "\"📞\\u00e9\"")).isEqualTo("📞é");
  }

  @Test
  void idAndTenantMayBeNamed() {
    var id = UUID.fromString("2ac954c3-3173-49f7-b59e-cf105c6cf0c2");
    var named =
        accepted(read(Calls.TYPE, with(CALL, "id", "\"2AC954C3-3173-49F7-B59E-CF105C6CF0C2\"")));
    assertThat(named.draft().id()).contains(id);
    assertThat(named.tenant()).isEmpty();
    var tenant =
        accepted(read(Calls.TYPE, with(CALL, "organisation_id", '"' + id.toString() + '"')));
    assertThat(tenant.tenant()).contains(id);
    assertThat(tenant.draft().id()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-10T02:35:34Z, 2025-01-10T02:35:34Z",
    "2025-01-10 02:35:34.5Z, 2025-01-10T02:35:34.500Z",
    "2025-01-10T02:35:34.123456789Z, 2025-01-10T02:35:34.123456Z",
    "2025-01-10T02:35:34.1234569999999999Z, 2025-01-10T02:35:34.123456Z",
    "2025-01-10T02:35:34+02:30, 2025-01-10T00:05:34Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    "2024-02-29T00:00:00-00:00, 2024-02-29T00:00:00Z",
  })
  void readsMoments(String text, String moment) {
    assertThat(callValue("started_at", '"' + text + '"')).isEqualTo(Instant.parse(moment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-01-10T02:35:34",
        "2025-01-10",
        "2025-02-29T00:00:00Z",
        "2025-01-10T24:00:00Z",
        "2025-01-10T23:59:60Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "+10000-01-01T00:00:00Z",
        "2025-01-10T02:35:34.Z",
        "2025-01-10T02:35:34+19:00",
        "2025-01-10T02:35:34z",
        " 2025-01-10T02:35:34Z",
        "٢٠٢٥-01-10T02:35:34Z",
        "now"
      })
  void refusesWhatIsNoMoment(String text) {
    assertThat(faults(read(Calls.TYPE, with(CALL, "started_at", '"' + text + '"'))))
        .singleElement()
        .asString()
        .startsWith("started_at is \"" + text + "\"; it must be a moment")
        .endsWith("2025-01-10T02:35:34.000000Z, or null.");
  }

  @Test
  void readsIntegersOfSixtyFourBits() {
    assertThat(callValue("duration_seconds", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(callValue("duration_seconds", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(callValue("duration_seconds", "0")).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "duration_seconds|9223372036854775808|is the number \"9223372036854775808\"; it must be a whole",
        "duration_seconds|1.0|is the number \"1.0\"; it must be a whole",
        "duration_seconds|\"7\"|is text; it must be a whole",
        "duration_seconds|true|is true; it must be a whole",
        "duration_seconds|[1,[2]]|is a list; it must be a whole",
        "from_number|44|is the number \"44\"; it must be text of 1 to 1000 bytes",
        "from_number|null|is null; it must be text",
        "from_number|\"\"|is empty; it must be text",
        "from_number|{\"a\":{}}|is an object; it must be text",
        "from_number|\"a\\u0000\"|holds the character NUL; it must be text",
        "from_number|\"a\\ud800\"|holds half of a surrogate pair; it must be text",
        "direction|\"Inbound\"|is \"Inbound\"; it must be one of inbound, outbound.",
        "direction|\"\\u001b[2J\"|is \"\uFFFD[2J\"; it must be one of",
        "status|\"done\"|is \"done\"; it must be one of initiated, ringing,",
        "conversation_id|\"1-1-1-1-1\"|is \"1-1-1-1-1\"; it must be a UUID such as",
        "id|\"2ac954c3317349f7b59ecf105c6cf0c2\"|is \"2ac954c3317349f7b59ecf105c6cf0c2\"; it must be a UUID",
        "organisation_id|5|is the number \"5\"; it must be a UUID",
      })
  void namesMemberFaultAndWhatWouldBeRight(String name, String json, String fault) {
    assertThat(faults(read(Calls.TYPE, with(CALL, name, json))))
        .singleElement()
        .asString()
        .startsWith(name + " " + fault)
        .endsWith(".");
  }

  @Test
  void findsAllFaultsOfARow() {
    assertThat(
            faults(
                read(Calls.TYPE, "{\"colour\":{\"a\":[]},\"direction\":\"up\",\"to_number\":1}")))
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .startsWith("\"colour\" is no member of Call; its members are id, direction,")
                    .endsWith("end_source, rang_at, organisation_id."),
            fault -> assertThat(fault).startsWith("direction is \"up\""),
            fault -> assertThat(fault).startsWith("to_number is the number"),
            fault -> assertThat(fault).startsWith("from_number is missing; it must be text"),
            fault -> assertThat(fault).startsWith("call_uuid is missing"),
            fault -> assertThat(fault).startsWith("call_source is missing"));
  }

  @Test
  void aMemberMayStandOnceOnly() {
    var row = json(CALL).replaceFirst("\\{", "{\"status\":null,\"status\":\"busy\",");
    assertThat(faults(read(Calls.TYPE, row)))
        .containsExactly("status stands twice; it must stand once.");
  }

  @Test
  void keepsTheNumberOfFaultsBounded() {
    var row = new HashMap<>(CALL);
    for (var i = 0; i < 100; i++) {
      row.put("x" + i, "[]");
    }
    assertThat(faults(read(Calls.TYPE, json(row))))
        .hasSize(21)
        .last()
        .isEqualTo("There are 80 faults more.");
  }

  @Test
  void boundsTheLengthOfText() {
    var name = "é".repeat(32_768);
    var conversation = read(Conversations.TYPE, with(CONVERSATION, "public_id", '"' + name + '"'));
    assertThat(value(conversation, "public_id")).isEqualTo(name);
    assertThat(callValue("from_number", '"' + "é".repeat(500) + '"')).isEqualTo("é".repeat(500));
    assertThat(faults(read(Calls.TYPE, with(CALL, "from_number", '"' + "é".repeat(500) + "a\""))))
        .singleElement()
        .asString()
        .startsWith("from_number is too long; it must be text of 1 to 1000 bytes");
  }

  private static DraftReading metadata(String json) {
    return read(Conversations.TYPE, with(CONVERSATION, "metadata", json));
  }

  @Test
  void keepsAJsonObjectAsCompactText() {
    assertThat(
            value(
                metadata("{ \"a\" : [1.50, -0, 1e3, true, null, \"\\u00e9\\n\"], \"b\":{} }"),
                "metadata"))
        .isEqualTo("{\"a\":[1.50,-0,1e3,true,null,\"é\\n\"],\"b\":{}}");
  }

  @Test
  void boundsAJsonObject() {
    assertThat(value(metadata(nested(64)), "metadata")).isEqualTo(nested(64));
    assertThat(value(metadata("{\"a\":\"" + "b".repeat(65_528) + "\"}"), "metadata")).isNotNull();
    // PostgreSQL writes each number out in a thousand digits.
    assertThat(faults(metadata("{\"a\":[" + "1e999,".repeat(70) + "1]}")))
        .singleElement()
        .asString()
        .startsWith("metadata is too long");
    for (var wrong :
        Map.of(
                nested(65),
                "nests too deep",
                nested(200),
                "nests too deep",
                "{\"a\":\"" + "b".repeat(65_529) + "\"}",
                "is too long",
                "{\"a\":[" + "true,".repeat(50_000) + "[]]}",
                "is too long",
                "{\"a\":1e99999}",
                "holds the number \"1e99999\", which is out of range",
                "{\"a\":1e99999999999}",
                "holds the number \"1e99999999999\", which is out",
                "{\"a\\u0000\":1}",
                "holds the character NUL",
                "{\"a\":{\"b\":\"\\udc00\"}}",
                "holds half of a surrogate pair",
                "[]",
                "is a list",
                "\"{}\"",
                "is text")
            .entrySet()) {
      assertThat(faults(metadata(wrong.getKey())))
          .singleElement()
          .asString()
          .startsWith("metadata " + wrong.getValue())
          .contains("; it must be a JSON object of at most 65536 bytes and 64 levels");
    }
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
  }

  @ParameterizedTest
  @CsvSource({"7,is the number \"7\"", "null,is null", "'[{\"a\":1}]',is a list", "\"x\",is text"})
  void aRowThatIsNoObjectIsRefused(String row, String fault) {
    assertThat(faults(read(Calls.TYPE, row)))
        .containsExactly("The row " + fault + "; it must be a JSON object.");
  }

  @Test
  void whatCannotBeReadOnFromStopsTheReading() {
    assertThatThrownBy(
            () -> read(Calls.TYPE, with(CALL, "status", '"' + "a".repeat(2_000_000) + '"')))
        .isInstanceOf(StreamConstraintsException.class);
    assertThatThrownBy(() -> metadata(nested(300))).isInstanceOf(StreamConstraintsException.class);
  }

  private static Map<String, String> cells(Map<String, String> more) {
    var cells = new HashMap<String, String>();
    CALL.forEach((name, json) -> cells.put(name, json.replace("\"", "")));
    cells.putAll(more);
    return cells;
  }

  @Test
  void readsTextCellsByTheSameDeclaration() {
    var reading =
        DraftReader.of(Calls.TYPE)
            .read(
                cells(
                    Map.of(
                        "duration_seconds",
                        "+60",
                        "status",
                        "",
                        "started_at",
                        "2025-01-10T02:35:34Z")));
    assertThat(value(reading, "duration_seconds")).isEqualTo(60L);
    assertThat(value(reading, "status")).isNull();
    assertThat(value(reading, "started_at")).isEqualTo(Instant.parse("2025-01-10T02:35:34Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "duration_seconds,9223372036854775808,is \"9223372036854775808\"",
    "duration_seconds,'1,0','is \"1,0\"'",
    "duration_seconds,٣,is \"٣\"",
    "from_number,'',is empty",
    "colour,red,is no member"
  })
  void refusesWrongTextCells(String name, String text, String fault) {
    assertThat(faults(DraftReader.of(Calls.TYPE).read(cells(Map.of(name, text)))))
        .singleElement()
        .asString()
        .contains(name)
        .contains(fault);
  }

  @Test
  void readsJsonObjectsFromTextCells() {
    var reader = DraftReader.of(Conversations.TYPE);
    var cells = new HashMap<String, String>();
    CONVERSATION.forEach((name, json) -> cells.put(name, json.replace("\"", "")));
    cells.put("metadata", "{\"a\": 1}");
    assertThat(value(reader.read(cells), "metadata")).isEqualTo("{\"a\":1}");
    for (var wrong : List.of("{} {}", "[1]", "{\"a\":", "nonsense")) {
      cells.put("metadata", wrong);
      assertThat(faults(reader.read(cells)))
          .singleElement()
          .asString()
          .startsWith("metadata is \"");
    }
  }

  @Test
  void readsTheContractsDataSet() throws IOException {
    var types =
        Map.of(
            "organisations",
            Organisations.TYPE,
            "conversations",
            Conversations.TYPE,
            "calls",
            Calls.TYPE);
    var faults = new ArrayList<String>();
    var read = 0;
    try (var parser = JsonInput.open(Files.newInputStream(Path.of("contract/dataset.json")))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var reader = DraftReader.of(types.get(parser.currentName()));
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          faults.addAll(faults(reader.read(parser)));
          read++;
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(read).isEqualTo(280);
  }
}
