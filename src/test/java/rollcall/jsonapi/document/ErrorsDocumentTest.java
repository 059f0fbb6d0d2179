package rollcall.jsonapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.jsonapi.query.Problem;

class ErrorsDocumentTest {
  @Test
  void writesEveryMemberInOrder() {
    var problems =
        List.of(
            Problem.invalidSort("\"wann\" is no field"),
            Problem.invalidQuery("sort", "A list."),
            Problem.notFound("Call", "7"));
    assertThat(new String(ErrorsDocument.of(problems, "r1"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"errors\":["
                + "{\"id\":\"r1\",\"status\":\"400\",\"code\":\"invalid_sort\","
                + "\"title\":\"Invalid sort\",\"detail\":\"\\\"wann\\\" is no field\","
                + "\"source\":{\"parameter\":\"sort\"},\"meta\":{}},"
                + "{\"id\":\"r1-2\",\"status\":\"400\",\"code\":\"invalid_query\","
                + "\"title\":\"Invalid query\",\"detail\":\"A list.\","
                + "\"source\":{\"pointer\":\"/sort\"},\"meta\":{}},"
                + "{\"id\":\"r1-3\",\"status\":\"404\",\"code\":\"not_found\","
                + "\"title\":\"Entity not found\","
                + "\"detail\":\"No Call with the id 7 was found.\",\"meta\":{}}],"
                + "\"jsonapi\":{\"version\":\"1.0\"}}");
  }

  @Test
  void anyTextOfAClientGivesADocument() {
    var problems = List.of(Problem.invalidFilter("filter[\u0000\ud800]", "é\u2028\ud83d"));
    var document = JsonTree.object(JsonTree.of(ErrorsDocument.of(problems, "r")));
    assertThat(document).containsKey("errors");
  }

  @Test
  void theHighestStatusIsThatOfTheAnswer() {
    assertThat(
            ErrorsDocument.status(
                List.of(
                    Problem.invalidSort("a"),
                    Problem.unacceptableMediaType("b"),
                    Problem.forbidden("c"))))
        .isEqualTo(406);
  }
}
