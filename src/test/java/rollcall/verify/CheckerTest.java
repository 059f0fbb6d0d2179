package rollcall.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A right answer passes; an answer with any one thing wrong does not.
final class CheckerTest {
  private static final String LIST =
      "{\"data\":["
          + row("1", "inbound")
          + ","
          + row("2", "outbound")
          + ","
          + row("3", "inbound")
          + "],\"included\":["
          + row("9", "inbound")
          + "],\"jsonapi\":{\"version\":\"1.0\"},"
          + "\"links\":{\"self\":\"http://h/api/calls?a=b\"},\"meta\":{}}";
  private static final String LIST_EXPECT =
      """
      {"status":200,"groups":[["1"],["3","2"]],"attributes":["direction"],
       "first":{"id":"1","attributes":{"direction":"inbound"}},"included":[["Call","9"]]}
      """;
  private static final String ERRORS =
      "{\"errors\":["
          + error("a", "400")
          + ","
          + error("b", "400")
          + "],\"jsonapi\":{\"version\":\"1.0\"}}";
  private static final String ERRORS_EXPECT =
      """
      {"status":400,"codes":["invalid_sort","invalid_sort"],"sources":["{\\"parameter\\": \\"sort\\"}"]}
      """;

  @TempDir Path folder;

  @Test
  void passesRightAnswers() throws Exception {
    assertThat(check(LIST_EXPECT, 200, LIST)).isEmpty();
    assertThat(check(ERRORS_EXPECT, 400, ERRORS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "id":"1"              | "id":"4"                | ids, run 0
          "id":"2"              | "id":"1"                | ids, run 1
          "id":"2"              | "id":"3"                | ids, run 1
          "direction":"inbound" | "direction":"x"         | first.direction
          "direction":"outbound"| "other":"outbound"      | attributes of 2
          "id":"9"              | "id":"8"                | included
          "version":"1.0"       | "version":"1.1"         | jsonapi
          ?a=b                  | ?a=c                    | links.self
          "included":[          | "more":1,"included":[   | members
          "type":"Call",        | ``                      | members of 1
          "data":null,          | ``                      | members of 1.conversation
          "data":null,          | "data":{"id":"1"},      | members of 1.conversation.data
          "data":[              | "data":["x",            | ids, run 0
          {"data"               | {{"data"                | body
          """)
  void seesWhatIsWrongInList(String right, String wrong, String what) throws Exception {
    var body = LIST.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong);

    assertThat(check(LIST_EXPECT, 200, body)).map(Difference::what).contains(what);
  }

  @Test
  void seesRowThatIsMissingOrTooMany() throws Exception {
    assertThat(check("{\"status\":200,\"groups\":[[\"1\"]]}", 200, LIST))
        .map(Difference::what)
        .containsExactly("number of rows");
    assertThat(check("{\"status\":200,\"groups\":[[\"1\"],[\"2\",\"3\",\"4\"]]}", 200, LIST))
        .map(Difference::what)
        .containsExactly("ids, run 1");
  }

  @Test
  void comparesOneRowExactly() throws Exception {
    var one =
        LIST.replaceAll(
            "\\[\\{.*?\\},\\{.*\\}\\],\"included\".*?\\],\"json", row("1", "inbound") + ",\"json");

    assertThat(
            check(
                "{\"status\":200,\"one\":{\"id\":\"1\",\"attributes\":{\"direction\":\"inbound\"}}}",
                200,
                one))
        .isEmpty();
    assertThat(
            check(
                "{\"status\":200,\"one\":{\"id\":\"1\",\"attributes\":{\"direction\":null}}}",
                200,
                one))
        .map(Difference::what)
        .containsExactly("one.direction");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "code":"invalid_sort" | "code":"other"    | codes
          "parameter":"sort"    | "parameter":"x"   | sources
          "status":"400"        | "status":"422"    | highest status of the errors
          "status":"400"        | "status":400      | error.status is text
          "title":"t",          | ``                | members of an error
          "id":"a"              | "id":"b"          | error ids are unique
          "errors"              | "faults"          | members
          """)
  void seesWhatIsWrongInErrors(String right, String wrong, String what) throws Exception {
    var replaced = wrong == null ? "" : wrong;
    var body =
        what.equals("sources")
            ? ERRORS.replace(right, replaced)
            : ERRORS.replaceFirst(Pattern.quote(right), replaced);

    assertThat(check(ERRORS_EXPECT, 400, body)).map(Difference::what).contains(what);
  }

  @Test
  void seesWrongStatusAndContentType() throws Exception {
    assertThat(check("{\"status\":200}", 400, ERRORS))
        .map(Difference::what)
        .containsExactly("status");
    var answer =
        new Answer(
            200,
            Map.of("content-type", List.of("application/vnd.api+json; charset=utf-8")),
            LIST.getBytes(StandardCharsets.UTF_8));
    assertThat(Checker.check(vector("{\"status\":200}"), "http://h", answer))
        .map(Difference::what)
        .containsExactly("Content-Type");
  }

  private List<Difference> check(String expect, int status, String body) throws Exception {
    var headers = Map.of("content-type", List.of("application/vnd.api+json"));
    return Checker.check(
        vector(expect),
        "http://h",
        new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  private Vector vector(String expect) throws Exception {
    var file = folder.resolve("vectors");
    Files.writeString(
        file,
        "{\"n\":1,\"group\":\"g\",\"method\":\"GET\",\"target\":\"/api/calls?a=b\","
            + "\"organisation_id\":\"aaaaaaaa-0000-4000-8000-000000000001\",\"expect\":"
            + expect.replace("\n", "")
            + "}");
    return Vector.read(file).getFirst();
  }

  private static String row(String id, String direction) {
    return "{\"type\":\"Call\",\"id\":\""
        + id
        + "\",\"attributes\":{\"direction\":\""
        + direction
        + "\"},\"relationships\":{\"conversation\":{\"data\":null,\"links\":{},\"meta\":{}}},"
        + "\"links\":{},\"meta\":{}}";
  }

  private static String error(String id, String status) {
    return "{\"id\":\""
        + id
        + "\",\"status\":\""
        + status
        + "\",\"code\":\"invalid_sort\","
        + "\"title\":\"t\",\"detail\":\"d\",\"source\":{\"parameter\":\"sort\"},\"meta\":{}}";
  }
}
