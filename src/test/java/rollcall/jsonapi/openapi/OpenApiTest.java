package rollcall.jsonapi.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;
import rollcall.jsonapi.query.CursorPagination;
import rollcall.jsonapi.schema.SchemaRegistry;
import rollcall.organisations.Organisations;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class OpenApiTest {
  private static String page;
  private static Object original;
  private static String text;
  private static Object ours;

  @BeforeAll
  static void readContract() throws Exception {
    page = Files.readString(Path.of("contract/get-api-calls.page.txt"));
    original = parse(Files.readString(Path.of("contract/original-openapi.json")));
    text =
        OpenApi.document(
            SchemaRegistry.of(Calls.TYPE, Conversations.TYPE, Organisations.TYPE),
            new OpenApi.Writing(List.of(Calls.TYPE, Conversations.TYPE), 1_000),
            new OpenApi.Summary("Rollcall", "0.1.0", "Call records."));
    ours = parse(text);
    // For build/lint-openapi.
    Files.writeString(Path.of("target/openapi.json"), text);
  }

  @Test
  void saysThePagesSortPattern() {
    assertThat(schema(ours, "sort", "pattern"))
        .isEqualTo(onPage("Sort order to apply to the results\\s+Pattern: (\\S+)"))
        .isEqualTo(schema(original, "sort", "pattern"));
  }

  @Test
  void saysThePagesIncludePattern() {
    assertThat(schema(ours, "include", "pattern"))
        .isEqualTo(onPage("Relationship paths to include in the response\\s+Pattern: (\\S+)"))
        .isEqualTo(schema(original, "include", "pattern"));
    assertThat(at(parameter(ours, "include"), "description").toString())
        .contains("`conversation`, `organisation`");
  }

  @Test
  void saysThePagesFieldsExample() {
    var names = onPage("\"Call\": \"(\\S+)\"");

    assertThat(schema(ours, "fields", "example"))
        .isEqualTo(Map.of("Call", names))
        .isEqualTo(schema(original, "fields", "example"));
    assertThat(at(parameter(ours, "fields"), "schema", "properties", "Call", "example"))
        .isEqualTo(names);
    assertThat(at(parameter(ours, "filter"), "example")).isEqualTo(Map.of());
  }

  @Test
  void saysThePagesAttributes() {
    var block = onPage("\"attributes\": \\{([^}]*)\\}");
    var names =
        Pattern.compile("\"(\\w+)\":").matcher(block).results().map(m -> m.group(1)).toList();
    var all = keys(at(callSchema(ours), "attributes", "properties"));
    var attributes = all.subList(0, names.size());

    assertThat(all.subList(names.size(), all.size())).startsWith("answered_at", "ring_seconds");
    assertThat(attributes).containsExactlyInAnyOrderElementsOf(names);
    assertThat(attributes)
        .containsExactlyInAnyOrderElementsOf(
            keys(at(callSchema(original), "attributes", "properties")));
    assertThat("id," + String.join(",", attributes)).isEqualTo(onPage("\"Call\": \"(\\S+)\""));
    assertThat(keys(at(callSchema(ours), "relationships", "properties")))
        .containsExactlyElementsOf(keys(at(callSchema(original), "relationships", "properties")));
  }

  @Test
  void saysTheOriginalsEnumWords() {
    for (var field : List.of("direction", "status")) {
      assertThat(at(ours, "components", "schemas", "Call-filter-" + field, "properties", "eq"))
          .isEqualTo(
              at(original, "components", "schemas", "Call-filter-" + field, "properties", "eq"));
    }
  }

  @Test
  void hasThePathsParametersAndSchemasOfTheOriginal() {
    var paths = keys(at(original, "paths"));
    assertThat(keys(at(ours, "paths"))).containsAll(paths).hasSize(paths.size() + 1);
    for (var path : paths) {
      var names = new HashSet<>(parameterNames(original, path));
      names.remove("page");
      if (!path.contains("{")) {
        names.addAll(List.of("page", "format", "time_zone"));
      }
      assertThat(parameterNames(ours, path)).containsExactlyInAnyOrderElementsOf(names);
    }
    assertThat(keys(at(ours, "components", "schemas")))
        .containsAll(
            keys(at(original, "components", "schemas")).stream()
                .filter(name -> name.startsWith("Call") || name.startsWith("error"))
                .toList());
  }

  @Test
  void offersTheOperatorsOfTheOriginal() {
    for (var field : List.of("status", "started_at", "from_number", "duration_seconds", "id")) {
      var path = new String[] {"components", "schemas", "Call-filter-" + field, "properties"};
      assertThat(keys(at(ours, path)))
          .containsAll(
              keys(at(original, path)).stream().filter(op -> !op.startsWith("range_")).toList());
    }
  }

  @Test
  void describesTypesAndNulls() {
    var attributes = at(callSchema(ours), "attributes", "properties");

    assertThat(at(attributes, "direction", "type")).isEqualTo("string");
    assertThat(at(attributes, "started_at", "type")).isEqualTo(List.of("string", "null"));
    assertThat(at(attributes, "started_at", "format")).isEqualTo("date-time");
    assertThat(at(attributes, "duration_seconds", "type")).isEqualTo(List.of("integer", "null"));
    assertThat(at(attributes, "duration_seconds", "format")).isEqualTo("int64");
    assertThat(at(attributes, "conversation_id", "format")).isEqualTo("uuid");
    assertThat((List<?>) at(attributes, "status", "enum")).hasSize(10).containsNull();
  }

  @Test
  void describesPagesAndTheirProfile() {
    var page = parameter(ours, "page");
    assertThat(at(page, "description").toString()).contains(CursorPagination.URI);
    assertThat(at(page, "schema", "properties", "size", "maximum")).isEqualTo("1000");

    var success = at(ours, "paths", "/api/calls", "get", "responses", "200", "content");
    var document = at(success, "application/vnd.api+json", "schema", "properties");
    assertThat(keys(at(document, "links", "properties")))
        .containsExactly("self", "first", "prev", "next", "last");
    assertThat(keys(at(document, "jsonapi", "properties"))).containsExactly("version", "profile");
    var error = at(ours, "components", "schemas", "error", "properties");
    assertThat(keys(at(error, "links", "properties"))).containsExactly("type");
  }

  @Test
  void describesWhatMakesACall() {
    var data = at(ours, "components", "schemas", "Call-create", "properties", "data", "properties");

    assertThat((List<?>) at(data, "attributes", "required"))
        .isEqualTo(List.of("direction", "from_number", "to_number", "call_uuid", "call_source"));
    assertThat(keys(at(data, "attributes", "properties")))
        .contains("started_at", "hangup_cause", "conversation_id")
        .doesNotContain("talk_seconds", "inserted_at");
    assertThat(keys(data)).doesNotContain("id");
    assertThat(keys(at(data, "relationships", "properties"))).containsExactly("conversation");
  }

  @Test
  void describesWhatChangesACall() {
    var data = at(ours, "components", "schemas", "Call-update", "properties", "data");

    assertThat(at(data, "required")).isEqualTo(List.of("type", "id"));
    assertThat(keys(at(data, "properties", "attributes", "properties")))
        .contains("status", "ended_at", "hangup_cause", "conversation_id")
        .doesNotContain("from_number", "started_at", "talk_seconds");
  }

  @Test
  void describesEveryWrite() {
    for (var write : List.of("/api/calls post 201", "/api/calls/{id} patch 200")) {
      var words = write.split(" ");
      var operation = at(ours, "paths", words[0], words[1]);
      assertThat(keys(at(operation, "responses")))
          .contains(words[2], "400", "403", "409", "415", "422", "default");
      assertThat(keys(at(operation, "responses", words[2], "headers"))).contains("ETag");
    }
    assertThat(keys(at(ours, "paths", "/api/organisations"))).containsExactly("get");
    assertThat(at(ours, "components", "schemas", "operations", "properties").toString())
        .contains("maxItems=1000");
  }

  @Test
  void everyReferenceHasItsTarget() {
    var references =
        Pattern.compile("\"#/([^\"]+)\"").matcher(text).results().map(m -> m.group(1)).toList();

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(reference -> assertThat(at(ours, reference.split("/"))).isNotNull());
  }

  private static String onPage(String pattern) {
    var found = Pattern.compile(pattern).matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static Object callSchema(Object document) {
    return at(document, "components", "schemas", "Call", "properties");
  }

  private static Object schema(Object document, String parameter, String member) {
    return at(parameter(document, parameter), "schema", member);
  }

  private static Object parameter(Object document, String name) {
    return parameters(document, "/api/calls")
        .filter(parameter -> at(parameter, "name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> parameterNames(Object document, String path) {
    return parameters(document, path).map(parameter -> (String) at(parameter, "name")).toList();
  }

  private static Stream<?> parameters(Object document, String path) {
    return ((List<?>) at(document, "paths", path, "get", "parameters")).stream();
  }

  private static List<String> keys(Object object) {
    return ((Map<?, ?>) object).keySet().stream().map(String.class::cast).toList();
  }

  private static Object at(Object value, String... path) {
    for (var name : path) {
      value = ((Map<?, ?>) value).get(name);
    }
    return value;
  }

  private static Object parse(String json) {
    try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      return value(parser);
    }
  }

  private static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var object = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        var array = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_NULL -> null;
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      default -> parser.getString();
    };
  }
}
